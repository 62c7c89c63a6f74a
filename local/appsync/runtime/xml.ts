import { createRequire } from 'node:module';
import type * as FastXmlParser from 'fast-xml-parser';
import { HostFault, unsupported } from './errors.js';

const require = createRequire(import.meta.url);
const library = (): typeof FastXmlParser => require('fast-xml-parser') as never;

let parser: FastXmlParser.XMLParser | undefined;

/** Made, and its library loaded, at the first call: few APIs read XML. */
const theParser = (): FastXmlParser.XMLParser =>
  (parser ??= new (library().XMLParser)({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    ignoreDeclaration: true,
    processEntities: true,
  }));

/**
 * `util.xml.toMap`, as JSON text. The developer guide (xml-helpers-in-util-xml-js) shows elements,
 * repeated elements (a list) and numbers. It does not show attributes, mixed content or document
 * types. A namespace is left out: a pattern of AWS's own reads the elements of SNS's answer, which has one
 * (aws-samples/serverless-patterns, cdk-appsync-sns). Whether AppSync shows it is not known.
 */
export function xmlToJson(xml: string): string {
  if (/<!DOCTYPE/iu.test(xml)) unsupported('XML with a document type');
  const valid = library().XMLValidator.validate(xml);
  if (valid !== true) throw new HostFault(`not XML: ${valid.err.msg}`);
  return JSON.stringify(theParser().parse(xml), (name: string, value: unknown) => {
    if (/^@xmlns(:|$)/.test(name)) return undefined;
    if (name.startsWith('@')) unsupported('XML with attributes');
    if (name === '#text') unsupported('XML with text beside elements');
    return value;
  });
}
