import { describe, expect, it } from 'vitest';
import { withSection } from '../../bench/lib/performancePage.js';

const page = '# Performance\n\nAbout it.\n\n## One\n\nfirst\n\n## Two\n\nsecond\n';

describe('A benchmark’s section of the performance page', () => {
  it('takes the place of its last one, and no other changes', () => {
    expect(withSection(page, 'One', 'changed\n\n| a table |\n')).toBe(
      '# Performance\n\nAbout it.\n\n## One\n\nchanged\n\n| a table |\n\n## Two\n\nsecond\n',
    );
  });

  it('comes last where there is none yet', () => {
    expect(withSection(page, 'Three', 'third')).toBe(`${page}\n## Three\n\nthird\n`);
  });

  it('is not taken for one whose title begins like it', () => {
    expect(withSection('# P\n\n## One more\n\nfirst\n', 'One', 'x')).toBe(
      '# P\n\n## One more\n\nfirst\n\n## One\n\nx\n',
    );
  });
});
