/** Schematic shapes of the ten streets: drawn by hand from invented anchors, no surveyed border. Viewbox 0 0 390 540. */
export const STREETS = [
  { name: "新安", label: [254, 459], path: "M224.1 501.6L204.9 479.6L202.0 468.6L272.4 395.3L272.9 397.6L296.5 419.7L311.3 448.1L290.6 476.4L258.1 492.2Z" },
  { name: "西乡", label: [209, 417], path: "M202.0 468.6L199.0 457.5L169.5 435.5L153.7 407.3L264.4 358.3L272.4 395.3Z" },
  { name: "航城", label: [184, 360], path: "M153.7 407.3L151.8 403.9L125.2 375.6L117.2 359.9L215.7 290.6L265.7 355.5L264.0 356.7L264.4 358.3Z" },
  { name: "福永", label: [140, 297], path: "M117.2 359.9L107.5 340.9L80.9 317.3L77.6 312.3L140.5 247.5L211.2 254.9L215.7 290.6Z" },
  { name: "福海", label: [91, 250], path: "M77.6 312.3L63.2 290.5L45.4 262.1L42.5 222.7L42.3 221.1L115.0 217.6L140.5 247.5Z" },
  { name: "沙井", label: [88, 188], path: "M42.3 221.1L36.6 180.2L57.3 151.8L83.8 129.8L97.2 119.4L125.5 158.8L115.0 217.6Z" },
  { name: "新桥", label: [150, 199], path: "M220.4 180.0L222.7 189.6L239.2 205.1L211.2 254.9L140.5 247.5L115.0 217.6L125.5 158.8Z" },
  { name: "松岗", label: [165, 133], path: "M97.2 119.4L116.3 104.5L128.9 83.4L224.7 129.6L222.7 139.2L216.8 164.4L220.4 180.0L125.5 158.8Z" },
  { name: "燕罗", label: [190, 81], path: "M128.9 83.4L137.0 69.9L160.6 38.4L196.1 28.9L228.6 47.8L240.4 79.3L228.6 110.8L224.7 129.6Z" },
  { name: "石岩", label: [291, 278], path: "M239.2 205.1L246.3 211.7L290.6 211.7L329.0 233.8L349.7 271.6L331.9 312.5L296.5 334.6L265.7 355.5L215.7 290.6L211.2 254.9Z" },
];

/** The outline of all streets together. */
export const OUTLINE =
  "M224.1 501.6L204.9 479.6L199.0 457.5L169.5 435.5L151.8 403.9L125.2 375.6L107.5 340.9L80.9 317.3L63.2 290.5L45.4 262.1L42.5 222.7L36.6 180.2L57.3 151.8L83.8 129.8L116.3 104.5L137.0 69.9L160.6 38.4L196.1 28.9L228.6 47.8L240.4 79.3L228.6 110.8L222.7 139.2L216.8 164.4L222.7 189.6L246.3 211.7L290.6 211.7L329.0 233.8L349.7 271.6L331.9 312.5L296.5 334.6L264.0 356.7L272.9 397.6L296.5 419.7L311.3 448.1L290.6 476.4L258.1 492.2Z";

const [WEST, NORTH, SCALE_X, SCALE_Y, MARGIN] = [113.74, 22.85, 369.2 / 0.25, 520 / 0.33, 10];

/** WGS-84 degrees to the plan's units. */
export const toPlan = ({ latitude, longitude }) => ({
  x: (longitude - WEST) * SCALE_X + MARGIN,
  y: (NORTH - latitude) * SCALE_Y + MARGIN,
});

/** The plan's units back to WGS-84 degrees. */
export const fromPlan = ({ x, y }) => ({
  latitude: Number((NORTH - (y - MARGIN) / SCALE_Y).toFixed(6)),
  longitude: Number((WEST + (x - MARGIN) / SCALE_X).toFixed(6)),
});
