const colours = 7;

/**
 * Shows the first letter of a name on its own colour.
 *
 * @param {HTMLElement} element
 * @param {number} id gives the colour, so that chats made one after the other differ
 * @param {string} name
 */
export function drawAvatar(element, id, name) {
  // The article says nothing: «العاصفة» is known by its ع.
  const letters = name.replace(/^ال(?=\p{L}{3})/u, '');
  element.className = `avatar colour-${Math.abs(id) % colours}`;
  element.textContent = /[\p{L}\p{N}]/u.exec(letters)?.[0] ?? '؟';
}
