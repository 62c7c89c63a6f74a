import { nameOf } from '../parts/recipient';
import { copiedTime } from '../parts/time';
import type { FeedRow, ItemRow } from './feedRows';
import { contentOf } from './items';

/** The list element of a row that holds a node; undefined outside the rows. */
export const rowElementOf = (node: Node | null): HTMLElement | undefined => {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest<HTMLElement>('.feed-row') ?? undefined;
};

export const indexOf = (element: HTMLElement): number => Number(element.dataset.index);

/**
 * What a selection of messages puts on the clipboard: name and time of each, and its text. The first
 * and the last text are as far as they are selected; a part of one message is that part alone. A message
 * whose text is gone is left out.
 * @param range undefined: all rows.
 * @param other the other person's name
 */
export function copiedText(
  rows: readonly FeedRow[],
  range: Range | undefined,
  other: string,
): string {
  if (!range) {
    const items = rows.filter((row) => row.kind === 'item' && textOf(row) !== '') as ItemRow[];
    return items.map((row) => entry(row, other, textOf(row))).join('\n\n');
  }
  const [first, last] = [rowElementOf(range.startContainer), rowElementOf(range.endContainer)];
  const [from, to] = [first ? indexOf(first) : 0, last ? indexOf(last) : rows.length - 1];
  const texts = rows.slice(from, to + 1).flatMap((row, at) => {
    if (row.kind !== 'item') return [];
    const edge = at === 0 ? first : from + at === to ? last : undefined;
    const text = edge ? selectedPart(edge, range) : textOf(row);
    return text === '' ? [] : [{ row, text }];
  });
  if (texts.length === 1 && first === last) return texts[0]!.text;
  return texts.map(({ row, text }) => entry(row, other, text)).join('\n\n');
}

const textOf = ({ item }: ItemRow): string => contentOf(item).message ?? '';

function entry({ item, mine }: ItemRow, other: string, text: string): string {
  const own = item.kind === 'message' ? nameOf(item.message) : 'You';
  return `${mine ? own : other}, ${copiedTime(new Date(contentOf(item).createdAt))}\n${text}`;
}

/** The part of a row's text that is selected. */
function selectedPart(row: HTMLElement, range: Range): string {
  const text = row.querySelector('.message-text');
  if (!text) return '';
  const part = document.createRange();
  part.selectNodeContents(text);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
    part.setEnd(range.endContainer, range.endOffset);
  }
  return part.toString();
}
