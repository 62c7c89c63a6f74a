import type { Area } from './row.js';
import { cognito } from './rows/cognito.js';
import { context } from './rows/context.js';
import { delivery } from './rows/delivery.js';
import { doors } from './rows/doors.js';
import { dynamodb } from './rows/dynamodb.js';
import { facts } from './rows/facts.js';
import { graphql } from './rows/graphql.js';
import { http } from './rows/http.js';
import { httpSource } from './rows/httpSource.js';
import { lambda } from './rows/lambda.js';
import { language } from './rows/language.js';
import { pipeline } from './rows/pipeline.js';
import { realtime } from './rows/realtime.js';
import { requests } from './rows/requests.js';
import { sandbox } from './rows/sandbox.js';
import { schema } from './rows/schema.js';
import { templates } from './rows/templates.js';
import { utils } from './rows/utils.js';
import { validation } from './rows/validation.js';

/** Every part of the host, in the order of `docs/fidelity.md`. */
export const areas: readonly Area[] = [
  language,
  sandbox,
  context,
  facts,
  utils,
  pipeline,
  dynamodb,
  requests,
  lambda,
  httpSource,
  graphql,
  validation,
  schema,
  http,
  realtime,
  delivery,
  cognito,
  templates,
  doors,
];
