/** The menu of a bot's commands. */
import { h } from "./dom.js";
import { openMenu } from "./sheets.js";

/** Open the list above the composer; a choice is sent at once. */
export function openCommands(composer) {
  const { room, host } = composer;
  const choose = (name) => {
    composer.text.value = room.draft.text = "";
    composer.send(`/${name}`);
  };
  const entry = ({ command, description }) => [
    h("span", { class: "command" }, h("b", {}, `/${command}`), h("small", {}, description)),
    () => choose(command),
  ];
  openMenu(host.element, composer.slash, room.commands.map(entry));
}
