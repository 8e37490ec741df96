/** Places of Bao'an to stand at. Names of streets and communities are public; the points are invented. */
import { store } from "./store.js";

const LIST = [
  ["新安", "灵芝园", 22.5702, 113.9062], ["新安", "翻身", 22.5741, 113.8948], ["新安", "上合", 22.5818, 113.9093],
  ["西乡", "固戍", 22.6042, 113.8531], ["西乡", "盐田", 22.6013, 113.8702], ["西乡", "流塘", 22.5885, 113.8884],
  ["航城", "黄田", 22.6390, 113.8476], ["航城", "后瑞", 22.6265, 113.8372], ["航城", "鹤洲", 22.6318, 113.8703],
  ["福永", "白石厦", 22.6735, 113.8225], ["福永", "怀德", 22.6611, 113.8297],
  ["福海", "塘尾", 22.6968, 113.7996], ["福海", "和平", 22.7062, 113.7867],
  ["沙井", "衙边", 22.7411, 113.7978], ["沙井", "步涌", 22.7583, 113.8046],
  ["新桥", "上寮", 22.7297, 113.8262], ["新桥", "万丰", 22.7222, 113.8344],
  ["松岗", "潭头", 22.7687, 113.8352], ["松岗", "溪头", 22.7812, 113.8517],
  ["燕罗", "燕川", 22.8047, 113.8665], ["燕罗", "罗田", 22.8163, 113.8582],
  ["石岩", "官田", 22.6853, 113.9312], ["石岩", "塘头", 22.6717, 113.9226],
];

const OUTSIDE = { name: "南山区 科技园", street: "", latitude: 22.5402, longitude: 113.9537, outside: true };

/** The places on offer: those of the running town if it names some, else our own list. */
export function places() {
  const own = LIST.map(([street, name, latitude, longitude]) => ({ street: `${street}街道`, name: `${name}社区`, latitude, longitude }));
  return [...(store.places.length ? store.places : own), OUTSIDE];
}

/** Street and community in one line. */
export const placeWords = (place) => [place.street, place.name].filter(Boolean).join(" ");
