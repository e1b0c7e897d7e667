/** Line drawings on a 24 by 24 grid. Arrows are drawn for a right-to-left page. */
const paths = {
  back: 'M9 5l7 7-7 7',
  send: 'M20 4 3.5 10.5c-.7.3-.6 1.2.1 1.4L10 14l2.2 6.3c.3.7 1.2.7 1.5 0z M10 14l4-4',
  down: 'M12 5v14 M6 13l6 6 6-6',
  close: 'M6 6l12 12 M18 6 6 18',
  pin: 'M9 4h6l-1 6 3 3v2H7v-2l3-3z M12 15v5',
  mute: 'M6 17h12l-1.500-2.500V10a4.500 4.500 0 0 0-9 0v4.500z M10.500 20h3 M4 4l16 16',
  lock: 'M6 11h12v9H6z M9 11V8a3 3 0 0 1 6 0v3',
  open: 'M16 16 8 8 M8 14V8h6',
  forward: 'M10 7 4 12l6 5v-3c5 0 8 1 10 4 0-6-4-8-10-8z',
  file: 'M7 3h7l4 4v14H7z M14 3v4h4',
  copy: 'M9 9h11v11H9z M5 15H4V4h11v1',
  attach:
    'M20 11.500 12 19.500a5 5 0 0 1-7-7l8.500-8.500a3.300 3.300 0 0 1 4.700 4.700L9.700 17.200a1.700 1.700 0 0 1-2.400-2.400L15 7',
  edit: 'M4 20l1-4L16 5l3 3L8 19z M13.500 7.500l3 3',
  channel: 'M4 10v4h3l9 5V5L7 10z M19 9c1 1.800 1 4.200 0 6',
};

/**
 * @param {keyof typeof paths} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
