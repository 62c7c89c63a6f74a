import type { Page } from 'playwright-core';

/**
 * Texts whose contrast with what is painted behind them is below 4.5 (WCAG 2.2, 1.4.3), for what
 * axe leaves undecided: single characters, and text under a transparent cover. Backgrounds are
 * laid over each other from the page inwards; nothing here is painted with an image.
 * @param selector the elements that hold the texts.
 * @returns one line for each kind of text that falls short, and one when there is no text at all.
 */
export function lowContrasts(page: Page, selector: string): Promise<string[]> {
  return page.evaluate((texts) => {
    type Color = readonly [red: number, green: number, blue: number, alpha: number];
    const context = document.createElement('canvas').getContext('2d', {
      willReadFrequently: true,
    })!;
    const parse = (color: string): Color => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
      return [red!, green!, blue!, alpha! / 255];
    };
    const over = (top: Color, below: Color): Color => {
      const mix = (index: 0 | 1 | 2): number => top[index] * top[3] + below[index] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const behind = (element: Element | null): Color => {
      if (!element) {
        const dark = getComputedStyle(document.body).colorScheme === 'dark';
        return dark ? [0, 0, 0, 1] : [255, 255, 255, 1];
      }
      return over(parse(getComputedStyle(element).backgroundColor), behind(element.parentElement));
    };
    const luminance = (color: Color): number => {
      const [red, green, blue] = [color[0], color[1], color[2]].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const found = new Set<string>();
    const elements = [...document.querySelectorAll(texts)].filter(({ textContent }) =>
      textContent.trim(),
    );
    if (elements.length === 0) found.add(`No text at ${texts}`);
    for (const element of elements) {
      const background = behind(element);
      const color = getComputedStyle(element).color;
      const [one, other] = [luminance(over(parse(color), background)), luminance(background)];
      const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (contrast < 4.5)
        found.add(`${element.className} ${color}: ${contrast.toFixed(2)}, ${element.textContent}`);
    }
    return [...found];
  }, selector);
}
