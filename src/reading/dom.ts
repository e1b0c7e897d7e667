import { parseHTML } from 'linkedom';

/** The little of the DOM that reading needs. linkedom's own types want TypeScript's browser library. */
export interface PageNode {
  readonly nodeType: number;
  readonly childNodes: readonly PageNode[];
  readonly parentNode: PageElement | null;
  readonly previousSibling: PageNode | null;
  textContent: string | null;
  remove(): void;
}

export interface PageElement extends PageNode {
  readonly localName: string;
  readonly id: string;
  readonly className: string;
  readonly children: readonly PageElement[];
  readonly parentElement: PageElement | null;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  append(...nodes: PageNode[]): void;
  replaceChildren(...nodes: PageNode[]): void;
  replaceWith(...nodes: PageNode[]): void;
  contains(node: PageNode): boolean;
}

export interface PageDocument extends Omit<PageElement, 'getAttribute'> {
  readonly documentElement: PageElement | null;
  readonly head: PageElement | null;
  readonly body: PageElement | null;
}

export const ELEMENT = 1;
export const TEXT = 3;

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === ELEMENT;
}

/** Readability is cubic in the depth: 400 deep is a second, 1,000 half a minute. */
const depthCap = 100;

/** Parses a page. linkedom needs `<html>` and `<body>`, so they are put round pages without them. */
export function parsePage(html: string): PageDocument {
  const { document } = parseHTML(whole(html)) as unknown as { document: PageDocument };
  gatherBody(document);
  return document;
}

/** Flow content in the head makes linkedom end it and open bodies of its own: one body for them all. */
function gatherBody(document: PageDocument): void {
  const { documentElement, body } = document;
  if (!documentElement || !body) return;
  const stray = documentElement.children.filter(
    (part) => part !== body && part.localName !== 'head',
  );
  if (stray.length > 0) body.append(...stray);
}

function whole(html: string): string {
  // Whatever stands before the first tag is server noise; conditional comments repeat <html>.
  const start = html.slice(Math.max(0, html.search(/<(?:!doctype|html|head|body)\b/iu)));
  // What follows an early </body> or </html> is still the page; linkedom would leave it outside.
  const uncommented = withoutComments(start).replace(/<\/(?:body|html)\s*>/giu, '');
  const bodied = /<body[\s>]/iu.test(uncommented)
    ? uncommented
    : /<\/head>/iu.test(uncommented)
      ? uncommented.replace(/<\/head>/iu, '</head><body>')
      : `<body>${uncommented}`;
  return /<html[\s>]/iu.test(bodied) ? bodied : `<html>${bodied}</html>`;
}

/** By hand, for a pattern would search to the end from each opening; scripts may hold '<!--'. */
function withoutComments(html: string): string {
  const lower = html.toLowerCase();
  let kept = '';
  let from = 0;
  for (const { 0: mark, index } of lower.matchAll(/<!--|<script\b/gu)) {
    if (index < from) continue;
    const isComment = mark === '<!--';
    const end = lower.indexOf(isComment ? '-->' : '</script', index);
    if (end === -1) break;
    kept += html.slice(from, isComment ? index : end);
    from = isComment ? end + 3 : end;
  }
  return kept + html.slice(from);
}

/** Lays what is deeper than the cap side by side at the cap; tells whether there was any. */
export function limitDepth(root: PageElement): boolean {
  const stack: { element: PageElement; depth: number }[] = [{ element: root, depth: 0 }];
  let limited = false;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { element, depth } = next;
    if (depth < depthCap) {
      for (const child of element.children) stack.push({ element: child, depth: depth + 1 });
    } else if (element.children.length > 0) {
      element.replaceChildren(...leaves(element));
      limited = true;
    }
  }
  return limited;
}

const blockNames = new Set(
  'p div section article main td th li h1 h2 h3 h4 h5 h6 br blockquote'.split(' '),
);

/** The text nodes and innermost blocks under an element, in order; inline markup inside them goes. */
function leaves(root: PageElement): PageNode[] {
  const holders = holdersOfBlocks(root);
  const found: PageNode[] = [];
  const waiting: PageNode[] = [...root.childNodes].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (isElement(node) && holders.has(node)) {
      waiting.push(...[...node.childNodes].reverse());
      continue;
    }
    const bare = node.textContent;
    if (isElement(node) && node.children.length > 0) node.textContent = bare;
    found.push(node);
  }
  return found;
}

/** The elements under `root` that have a block somewhere inside, found in one pass. */
function holdersOfBlocks(root: PageElement): Set<PageElement> {
  const holders = new Set<PageElement>();
  const waiting = [...root.children];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    waiting.push(...element.children);
    if (!blockNames.has(element.localName)) continue;
    for (
      let up = element.parentElement;
      up && up !== root && !holders.has(up);
      up = up.parentElement
    )
      holders.add(up);
  }
  return holders;
}
