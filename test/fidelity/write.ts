import { writeFileSync } from 'node:fs';
import { fidelityDocument } from './document';

writeFileSync(new URL('../../docs/fidelity.md', import.meta.url), fidelityDocument());
