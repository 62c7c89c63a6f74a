import { writeFileSync } from 'node:fs';
import { fidelityDocument } from './document.js';

writeFileSync(new URL('../../docs/fidelity.md', import.meta.url), fidelityDocument());
