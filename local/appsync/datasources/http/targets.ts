/** A host that HTTP data sources may call. */
export interface Target {
  readonly hostname: string;
  /** Left out: the scheme's own, 80 or 443. */
  readonly port: number | undefined;
}

const target = /^(\[[\da-f:.]+\]|[^\s:/?#@*\\[\]]+)(?::(\d{1,5}))?$/i;

/**
 * Reads `HOST` or `HOST:PORT`; there are no wildcards.
 * @returns undefined for what is neither
 */
export function readTarget(text: string): Target | undefined {
  const [, host, port] = target.exec(text) ?? [];
  if (host === undefined || !URL.canParse(`http://${host}`)) return undefined;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return undefined;
  const { hostname } = new URL(`http://${host}`); // as a URL has it: in lower case, numbers as an address
  return { hostname, port: port === undefined ? undefined : Number(port) };
}

/** What an endpoint has to be, for messages. */
export const endpointForm =
  'expected http:// or https:// and a host, with or without a port; a path goes into resourcePath';

/**
 * Reads the endpoint of a data source: "either the domain name or IP, and port combination, and the URL
 * scheme must be HTTP or HTTPS" (CloudFormation, AWS::AppSync::DataSource HttpConfig). Not known: what
 * AppSync makes of an endpoint with a path.
 * @returns undefined for what is none
 */
export function readEndpoint(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  const isBare = url.href === `${url.origin}/`;
  return isWeb && isBare ? url : undefined;
}

/** Why a data source may not call its endpoint; undefined where it may. */
export function refusalOf(
  name: string,
  endpoint: URL,
  allowed: readonly Target[],
): string | undefined {
  const { hostname, host, protocol, port } = endpoint;
  const own = protocol === 'https:' ? 443 : 80;
  const isAllowed = allowed.some(
    (one) => one.hostname === hostname && (one.port ?? own) === Number(port || own),
  );
  if (isAllowed) return undefined;
  return `The data source ${name} may not call ${host} from this host: start it with --allow-http ${host}.`;
}
