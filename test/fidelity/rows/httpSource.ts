import { type Area, quotas } from '../row.js';

const reference = 'documented: resolver-reference-http-js' as const;
const tutorial = 'documented: tutorial-http-resolvers-js' as const;
/** Its transformer of `@http`, whose resolvers are deployed. */
const amplify = 'observed: aws-amplify/amplify-cli' as const;
const config = 'documented: CloudFormation, AWS::AppSync::DataSource HttpConfig' as const;
const from = 'datasources/http.test.ts > An HTTP data source >';
const fault =
  'datasources/httpRequests.test.ts > A request that an HTTP data source cannot interpret > is a fault, and nothing is sent: %s';

export const httpSource: Area = {
  title: 'The HTTP data source',
  code: 'local/appsync/datasources/http',
  rows: [
    {
      id: 'http-source-request',
      says: 'A request has a `method` (GET, POST, PUT, PATCH, DELETE), a `resourcePath`, which follows the endpoint, and `params` with `query`, `headers` and `body`.',
      from: reference,
      test: `${from} sends the method, path, query, headers and body that the request handler returned`,
    },
    {
      id: 'http-source-values',
      says: 'Values of the query and of headers are texts. In the query a number or truth value counts as its text, and a list as several; a list of header values is one line.',
      from: [reference, amplify, 'assumed'],
      test: `${from} sends the method, path, query, headers and body that the request handler returned`,
    },
    {
      id: 'http-source-body',
      says: 'A text is sent in UTF-8, or in the charset of its content type; anything else as JSON.',
      from: [reference, tutorial],
      test: `${from} sends an object as JSON, and a text in the charset of its content type`,
    },
    {
      id: 'http-source-own-headers',
      says: 'A resolver cannot set `Host`, `Connection`, `User-Agent`, `Expect`, `Transfer-Encoding` and `Content-Length`: they are left out. That this is no error is assumed, as `util.http.copyHeaders` lets `User-Agent` through.',
      from: [reference, 'documented: http-helpers-in-utils-http-js', 'assumed'],
      test: `${from} keeps to itself the headers that a resolver cannot set`,
    },
    {
      id: 'http-source-default-headers',
      says: 'The host adds no content type and no other header of its own; which ones AppSync adds is not known. Any content type is sent: AppSync lists those that it supports, and deployed code sends others.',
      from: ['observed: eric-bach/schedular', 'assumed'],
      test: `${from} sends %s without a body`,
    },
    {
      id: 'http-source-result',
      says: '`ctx.result` has `statusCode`, `headers` and `body`, a text, whatever the status is. Headers are spelled as the server spells them; values of one name are joined by a comma, which is assumed.',
      from: [tutorial, amplify, 'assumed'],
      test: `${from} resolves with the answer, here of status %i`,
    },
    {
      id: 'http-source-encoding',
      says: '`Accept-Encoding` goes out as it is given, and a compressed body is not read: deployed code takes that header out of those of the client.',
      from: [amplify, 'assumed'],
      test: `${from} leaves a compressed body as it is`,
    },
    {
      id: 'http-source-redirect',
      says: 'A redirect is an answer like any other: it is not followed.',
      from: 'assumed',
      test: `${from} does not follow a redirect, to its own host or to another`,
    },
    {
      id: 'http-source-endpoint',
      says: 'An endpoint is `http` or `https`, a host, and perhaps a port. One with a path is refused: the guide says to leave it out, and what AppSync makes of it is not known. AppSync was seen to reach no other ports than 80 and 443; the host does.',
      from: [config, tutorial, 'observed: aws/aws-appsync-community#79', 'assumed'],
      test: 'datasources/httpTargets.test.ts > The endpoint of an HTTP data source > is nothing else: %s',
    },
    {
      id: 'http-source-fault',
      says: 'A request that does not fit is a fault of the resolver, and nothing is sent; so are a path that does not begin with `/` and a header with a line end. AppSync’s words are not known.',
      from: 'assumed',
      test: fault,
    },
    {
      id: 'http-source-path',
      says: 'A path cannot lead to another host.',
      from: 'assumed',
      test: 'datasources/httpRequests.test.ts > The path of a request > stays at the endpoint: %s',
    },
    {
      id: 'http-source-failure',
      says: 'An endpoint that cannot be reached, or closes too early, gives `ctx.error` of type `Http:RequestFailed`; AppSync’s type and message are not known.',
      from: 'assumed',
      test: 'datasources/http.test.ts > An HTTP data source that gets no whole answer > fails when a server closes %s',
    },
    {
      id: 'http-source-timeout',
      says: 'So does one that does not answer within 30 seconds, the limit of AppSync for a request, which ends the resolver first.',
      from: [quotas, 'assumed'],
      test: 'datasources/http.test.ts > An HTTP data source that gets no whole answer > fails within its time when a server hangs %s',
    },
    {
      id: 'http-source-size',
      says: 'So does one whose body has more than 5 MiB, the limit of an evaluated response; AppSync’s own limit for the body is not known.',
      from: 'assumed',
      test: 'datasources/http.test.ts > An HTTP data source that gets no whole answer > fails when the body is over the limit, and takes one that is just within it',
    },
    {
      id: 'http-source-signed',
      says: 'With an `awsIamConfig` a request is signed by Signature Version 4 for its region and service.',
      from: [tutorial, 'documented: IAM user guide, Signature Version 4'],
      test: 'datasources/httpSigning.test.ts > A signed request > of %s %s has the signature that the service works out',
    },
    {
      id: 'http-source-allowed',
      says: 'The host calls only what `--allow-http` names (this is not about AWS): anything else ends the resolver with `NotServed`.',
      from: 'assumed',
      test: 'datasources/httpTargets.test.ts > The targets of HTTP data sources > refuse a call and send nothing where %s',
    },
  ],
};
