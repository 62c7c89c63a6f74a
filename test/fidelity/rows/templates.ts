import type { Area } from '../row.js';

const operators =
  'documented: IAM user guide, IAM JSON policy elements: Condition operators' as const;
const fineGrained =
  'documented: DynamoDB developer guide, Using IAM policy conditions for fine-grained access control' as const;
const runtime =
  'observed: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client' as const;

export const templates: Area = {
  title: 'Callers, roles and functions of CloudFormation templates',
  code: 'local/template',
  rows: [
    {
      id: 'iam-missing-key',
      says: 'A condition on a key that is not there does not hold; a negated one does, and one with `IfExists`.',
      from: operators,
      test: 'iam/policy.test.ts > A condition > the opposite of %s %s holds for what does not fit, and without the key',
    },
    {
      id: 'iam-any-value-if-exists',
      says: '`ForAnyValue:…IfExists` does not hold without the key.',
      from: 'observed: https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w/foranyvalue-stringequalsifexists-behaving-unexpectedly',
      test: 'iam/policy.test.ts > A condition on a key with several values > %s a, b with the values %s: %s',
    },
    {
      id: 'iam-arn-parts',
      says: 'ARN operators compare each of the six parts between colons by itself.',
      from: operators,
      test: 'iam/policy.test.ts > A condition > %s %s holds for %s and not for %s',
    },
    {
      id: 'iam-leading-keys',
      says: '`dynamodb:LeadingKeys` has the partition keys of a request; of an index, those of the index, which is assumed.',
      from: [fineGrained, 'assumed'],
      test: 'datasources/iam.test.ts > A role that may use some partitions (dynamodb:LeadingKeys) > %s: its own yes, others no',
    },
    {
      id: 'iam-select-always',
      says: '`dynamodb:Select` always has a value where a request reads, and `dynamodb:ReturnValues` where it writes.',
      from: fineGrained,
      test: 'datasources/iam.test.ts > A role that has to ask for less (dynamodb:Select, dynamodb:ReturnValues) > a read without a projection selects all attributes',
    },
    {
      id: 'iam-path',
      says: 'The ARN of a role or managed policy has its path; the ARN of a role’s session has not.',
      from: 'documented: IAM user guide, IAM identifiers',
      test: 'template/intrinsics.test.ts > the ARN of a role or a managed policy has its path, and the name has not',
    },
    {
      id: 'iam-address',
      says: '`IpAddress` takes an address or a range, of IPv4 and IPv6. One that is neither is refused when the policy is read; that IAM does so is assumed.',
      from: [operators, 'assumed'],
      test: 'iam/policy.test.ts > A policy that is refused when it is read > with "%s" for an address',
    },
    {
      id: 'oidc-identity',
      says: '`ctx.identity` of an OpenID Connect caller is `sub`, `issuer` and `claims`.',
      from: 'documented: resolver-context-reference-js',
      test: 'auth/openIdConnect.test.ts > a token of an OpenID Connect provider > becomes the identity that AppSync documents: sub, issuer and claims',
    },
    {
      id: 'oidc-algorithms',
      says: 'RS, PS and ES with 256, 384 and 512 bits are taken. AppSync takes HMAC, too, which is not served: its secret would be in a set of keys that is public.',
      from: ['documented: security-authz', 'assumed'],
      test: 'auth/openIdConnect.test.ts > a token of an OpenID Connect provider > may be signed by %s',
    },
    {
      id: 'oidc-claims',
      says: '`iat` has to be there. That `sub` and `exp` have to, and that a token from the future is refused, is assumed; so are the words of each refusal.',
      from: ['documented: security-authz', 'assumed'],
      test: 'auth/openIdConnect.test.ts > a token of an OpenID Connect provider > is refused without %s',
    },
    {
      id: 'oidc-issuer',
      says: 'Where OpenID Connect is the only mode, `iss` is not compared with the issuer of the API; the issuer’s keys decide.',
      from: 'documented: security-authz',
      test: 'template/openIdConnect.test.ts > OPENID_CONNECT as the only mode > does not compare the issuer, and takes only what its keys have signed',
    },
    {
      id: 'oidc-modes',
      says: 'Beside other modes, a token is for the OpenID Connect mode of its issuer, and a JWT is never for a function. A token of no issuer is tried with the user pool, which is assumed.',
      from: ['documented: security-authz', 'assumed'],
      test: 'template/openIdConnect.test.ts > Tokens where there are several modes > are for the provider whose issuer they name, and a JWT is never for the function',
    },
    {
      id: 'oidc-client',
      says: '`clientId` is a regular expression for `aud` or `azp`. That it has to fit the whole of it is assumed.',
      from: ['documented: security-authz', 'assumed'],
      test: 'auth/openIdConnect.test.ts > a client id > keeps out a token of %s',
    },
    {
      id: 'oidc-ttl',
      says: '`iatTTL` and `authTTL` count from `iat` and `auth_time`, in milliseconds. That a token without `auth_time` is refused where there is an `authTTL` is assumed.',
      from: ['documented: API_OpenIDConnectConfig', 'assumed'],
      test: 'auth/openIdConnect.test.ts > a time to live > after auth_time ends a token, and needs that time',
    },
    {
      id: 'oidc-ttl-zero',
      says: 'A time to live of 0 is none: Amplify writes it where nothing is asked for.',
      from: 'observed: aws-amplify/amplify-cli#7701',
      test: 'auth/openIdConnect.test.ts > a time to live > of 0 is none',
    },
    {
      id: 'grant-missing',
      says: 'A field that no policy of the caller allows answers 401 `UnauthorizedException`, `Permission denied`. That nothing else of the request runs, and that the status is 401, is assumed.',
      from: [
        'observed: aws-amplify/amplify-cli#6595',
        'observed: aws-amplify/amplify-category-api#2457',
        'assumed',
      ],
      test: 'template/callers.test.ts > A caller with a grant for one field > may not ask for %s, and nothing is run',
    },
    {
      id: 'grant-below',
      says: 'Grants for fields of Query, Mutation and Subscription are enough for what is below them. Whether AppSync asks about the fields below, so that a `Deny` there counts, is not known; here it does not.',
      from: ['observed: aws/aws-appsync-community#27', 'assumed'],
      test: 'template/callers.test.ts > A caller with a grant for one field > may ask for %s',
    },
    {
      id: 'grant-handshake',
      says: 'A subscription needs a grant for its field; the handshake of its socket needs a good signature and no grant, which is assumed.',
      from: ['observed: graphql-python/gql#239', 'assumed'],
      test: 'template/callers.test.ts > A caller with a grant for one field > may subscribe to the field of its grant, and to no other',
    },
    {
      id: 'caller-session',
      says: '`userArn` of a caller with a role is the ARN of its session. `username` has the unique id of the role and the session’s name, which is assumed.',
      from: ['documented: resolver-context-reference-js', 'assumed'],
      test: 'template/callers.test.ts > What a caller may do > is what a role of the template may, and the resolver sees the role’s session',
    },
    {
      id: 'lambda-role',
      says: 'What a function’s role does not allow is `AccessDeniedException`, with the session named after the function.',
      from: 'observed: aws/aws-sdk-js#832',
      test: 'template/functionRoles.test.ts > A function > reaches the tables as its role allows, each function by itself',
    },
    {
      id: 'lambda-role-partiql',
      says: 'A statement of PartiQL needs `dynamodb:PartiQLSelect`, `Insert`, `Update` or `Delete` on its table or index.',
      from: 'documented: DynamoDB developer guide, IAM security policies with PartiQL for DynamoDB',
      test: 'lambda/tableDoor.test.ts > A statement of PartiQL > needs dynamodb:%s',
    },
    {
      id: 'lambda-role-partiql-conditions',
      says: 'Keys and attributes of a statement are not worked out: what a policy allows under a condition on them is not allowed, and what it denies is denied. AWS works them out.',
      from: 'assumed',
      test: 'lambda/tableDoor.test.ts > A statement of PartiQL > is not allowed under a condition on keys, of which it says nothing that is read',
    },
    {
      id: 'lambda-stream-grant',
      says: 'A stream calls a function only where its role may read the stream; Lambda refuses to make the mapping otherwise. `ListStreams` is not asked about; the wording has no recorded source.',
      from: ['documented: Process DynamoDB records with Lambda', 'assumed'],
      test: 'template/functionRoles.test.ts > A stream > is refused, in Lambda’s words, for a function whose role may not',
    },
    {
      id: 'lambda-direct',
      says: 'A resolver of a Lambda data source without code gives the function the whole context, the selection set too.',
      from: 'documented: resolver-context-reference-js',
      test: 'template/functions.test.ts > A direct Lambda resolver > gives the function the whole context, as AppSync documents it',
    },
    {
      id: 'lambda-no-promise',
      says: 'A handler that neither promises nor calls back answers null when nothing is left to do; an async one fails then. The text of that error is the host’s.',
      from: [runtime, 'assumed'],
      test: 'template/functionAnswers.test.ts > A function > %s: %s',
    },
    {
      id: 'lambda-common-js',
      says: 'A `.js` file is CommonJS, but where a `package.json` in the function’s own folder says otherwise.',
      from: runtime,
      test: 'template/functionFiles.test.ts > A function whose code is files > is CommonJS or an ES module by its files alone, whatever is around them',
    },
  ],
};
