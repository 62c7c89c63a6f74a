import { z } from 'zod';
import { isRule } from '../../lambda/eventFilter.js';
import type { Scope } from '../scope.js';
import { allOf, propertiesOf } from '../read.js';
import type { NotServed } from './resolvers.js';

const mapping = z.object({
  EventSourceArn: z.string().default(''),
  FunctionName: z.string(),
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) })
    .default({ Filters: [] }),
  MaximumRetryAttempts: z.coerce.number().default(-1),
});
const rule = z.object({
  ScheduleExpression: z.string().default(''),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string() })).default([]),
});

/** How often a record is tried again where the template does not limit it; on Lambda until it is a day old. */
const RETRIES = 10;

/** The streams of tables that call functions. @throws SourceError */
export const readStreamMappings = (scopes: readonly Scope[], notServed: NotServed[]) =>
  allOf(scopes, 'AWS::Lambda::EventSourceMapping').flatMap((found) => {
    const { logicalId } = found;
    const { EventSourceArn, FunctionName, FilterCriteria, MaximumRetryAttempts } = propertiesOf(
      found,
      mapping,
    );
    const [, tableName] =
      /^arn:aws:dynamodb:[^:]*:[^:]*:table\/([^/]+)\/stream\//.exec(EventSourceArn) ?? [];
    if (tableName === undefined) {
      notServed.push({ logicalId, text: 'its source is no stream of a table: it calls nothing' });
      return [];
    }
    const filters = FilterCriteria.Filters.map(({ Pattern }) => ruleOf(Pattern));
    if (!filters.every(isRule)) {
      const text = 'its filter has more than texts and { "prefix": … }: it calls nothing';
      notServed.push({ logicalId, text });
      return [];
    }
    const retries = MaximumRetryAttempts < 0 ? RETRIES : MaximumRetryAttempts;
    return [{ logicalId, tableName, functionName: FunctionName, filters, retries }];
  });

function ruleOf(pattern: string): unknown {
  try {
    return JSON.parse(pattern);
  } catch {
    return undefined;
  }
}

const units: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** The functions that a rule calls every so often. @throws SourceError */
export const readSchedules = (scopes: readonly Scope[], notServed: NotServed[]) =>
  allOf(scopes, 'AWS::Events::Rule').flatMap((found) => {
    const { ScheduleExpression, State, Targets } = propertiesOf(found, rule);
    const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(ScheduleExpression) ?? [];
    if (count === undefined) {
      const text = 'only rules with a rate are served: it calls nothing';
      notServed.push({ logicalId: found.logicalId, text });
      return [];
    }
    const everyMilliseconds = Number(count) * units[unit!]!;
    return State === 'ENABLED'
      ? Targets.map(({ Arn }) => ({ functionArn: Arn, everyMilliseconds }))
      : [];
  });
