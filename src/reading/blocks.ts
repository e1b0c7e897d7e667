import { isElement, type PageElement, type PageNode, TEXT } from './dom.ts';
import { clean } from './text.ts';

/** One visual paragraph of a page. */
export interface Block {
  kind: 'paragraph' | 'heading' | 'item';
  text: string;
  /** 0 to 1: how much of the text is inside links. */
  linkShare: number;
  /** Set apart from the block before by a single `<br>` only. */
  afterBreak: boolean;
  /** A picture stands right before it. */
  afterImage: boolean;
}

const pictures = new Set(['img', 'picture', 'amp-img']);

const skipped = new Set(
  (
    'script style noscript template iframe object embed video audio canvas svg math form button input select ' +
    'textarea nav footer dialog menu link meta head title img picture source map area progress'
  ).split(' '),
);
const inline = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small ' +
    'span strike strong sub sup time tt u var wbr'
  ).split(' '),
);

interface Open {
  kind: Block['kind'];
  text: string;
  linked: number;
  afterBreak: boolean;
}

/** Reads the text blocks under an element in document order. Forms and navigation are left out. */
export function readBlocks(root: PageElement): Block[] {
  const blocks: Block[] = [];
  let open = fresh('paragraph', false);
  let preformatted = false;
  let pictured = false;

  const flush = (kind: Block['kind'], afterBreak: boolean): void => {
    const text = clean(open.text);
    if (text) {
      const size = Math.max(1, weigh(open.text));
      blocks.push({
        kind: open.kind,
        text,
        linkShare: Math.min(1, open.linked / size),
        afterBreak: open.afterBreak,
        afterImage: pictured,
      });
      pictured = false;
      open = fresh(kind, afterBreak);
      return;
    }
    // Two breaks in a row make a paragraph.
    open = fresh(kind, false);
  };

  const visit = (node: PageNode, kind: Block['kind'], linked: boolean): void => {
    if (node.nodeType === TEXT) {
      const lines = preformatted ? (node.textContent ?? '').split('\n') : [node.textContent ?? ''];
      lines.forEach((text, i) => {
        if (i > 0) flush(kind, true);
        open.text += text;
        if (linked) open.linked += weigh(text);
      });
      return;
    }
    if (!isElement(node)) return;
    const name = node.localName;
    if (name === 'br') {
      flush(kind, true);
      return;
    }
    if (pictures.has(name) && open.text.trim() === '') pictured = true;
    if (skipped.has(name)) {
      open.text += ' ';
      return;
    }
    const within = kindOf(node, kind);
    const isBlock = !inline.has(name);
    if (isBlock) flush(within, false);
    else if (standsApart(node)) open.text += ' ';
    if (name === 'pre') preformatted = true;
    for (const child of node.childNodes) {
      visit(child, within, linked || name === 'a');
    }
    if (isBlock) flush(kind, false);
    if (name === 'pre') preformatted = false;
  };

  visit(root, 'paragraph', false);
  flush('paragraph', false);
  return blocks;
}

/**
 * Links, and labels that styles set apart though no space stands between them: '١:٠٥ م' and
 * '١٢٬٤٠٨ مشاهدة'.
 * Word processors part words into such elements too; theirs have no class, or one of their own.
 */
function standsApart(element: PageElement): boolean {
  const before = element.previousSibling;
  if (before === null || !isElement(before)) return false;
  return before.localName === 'a' || (isLabel(before) && isLabel(element));
}

function isLabel({ localName, className }: PageElement): boolean {
  return /^(?:span|a|time|bdi)$/u.test(localName) && /^(?!Mso|SpellE|GramE)./u.test(className);
}

function fresh(kind: Block['kind'], afterBreak: boolean): Open {
  return { kind, text: '', linked: 0, afterBreak };
}

function weigh(text: string): number {
  return text.replace(/\s+/gu, '').length;
}

function kindOf(element: PageElement, outer: Block['kind']): Block['kind'] {
  const name = element.localName;
  if (/^h[1-6]$/u.test(name)) return 'heading';
  if (name === 'li' || name === 'dd' || name === 'dt') return 'item';
  return name === 'p' && outer === 'heading' ? 'paragraph' : outer;
}
