import type { RecordedCase, RecordedRow } from './recordedCase.js';

const filter =
  '{ percentageUp: { lte: 50, gte: 20 }, and: [{ title: { ne: "Book1" } }, { downvotes: { gt: 2000 } }], or: [{ author: { eq: "Admin" } }, { isPublished: { eq: false } }] }';
const ignored = '["percentageUp", "author"]';
const rules = '{ upvotes: { gte: 250 }, author: { eq: "Person1" } }';
const condition = (fieldName: string, operator: string, value: unknown) => ({
  fieldName,
  operator,
  value,
});
const title = condition('title', 'ne', 'Book1');
const downvotes = condition('downvotes', 'gt', 2000);
const admin = condition('author', 'eq', 'Admin');
const isPublished = condition('isPublished', 'eq', false);
const most = condition('percentageUp', 'lte', 50);
const least = condition('percentageUp', 'gte', 20);

/** `util.transform.toSubscriptionFilter`, in one expression. */
export const filterRows: readonly RecordedRow[] = [
  [
    47,
    'util.transform.toSubscriptionFilter({ group: { eq: "X" }, status: { eq: "pending" } })',
    {
      filterGroup: [
        {
          filters: [
            { fieldName: 'group', operator: 'eq', value: 'X' },
            { fieldName: 'status', operator: 'eq', value: 'pending' },
          ],
        },
      ],
    },
  ],
];

/** `util.transform.toSubscriptionFilter`, with ignored fields and rules. */
export const filterCases: readonly RecordedCase[] = [
  {
    row: 44,
    source: 'D',
    title: 'two operators of one field and the members of or multiply out',
    body: `return util.transform.toSubscriptionFilter(${filter});`,
    answer: {
      value: {
        filterGroup: [
          { filters: [most, title, downvotes, admin] },
          { filters: [most, title, downvotes, isPublished] },
          { filters: [least, title, downvotes, admin] },
          { filters: [least, title, downvotes, isPublished] },
        ],
      },
    },
  },
  {
    row: 45,
    source: 'D',
    title: 'ignored fields are left out wherever they stand',
    body: `return util.transform.toSubscriptionFilter(${filter}, ${ignored});`,
    answer: { value: { filterGroup: [{ filters: [title, downvotes, isPublished] }] } },
  },
  {
    row: 46,
    source: 'D',
    title: 'of the rules at least one holds in every group, ignored or not',
    body: `return util.transform.toSubscriptionFilter(${filter}, ${ignored}, ${rules});`,
    answer: {
      value: {
        filterGroup: [
          { filters: [title, downvotes, isPublished, condition('upvotes', 'gte', 250)] },
          { filters: [title, downvotes, isPublished, condition('author', 'eq', 'Person1')] },
        ],
      },
    },
  },
];
