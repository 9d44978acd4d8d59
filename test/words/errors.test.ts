import { AppError } from '../../src/core/app-error';
import { ERROR_TEXTS, errorWords } from '../../src/words/errors';

it('words an error by its code, with what exactly is wrong, or with words of its own', () => {
  expect(errorWords(new AppError('ambiguous'))).toBe(ERROR_TEXTS.ambiguous);
  expect(errorWords(new AppError('bad-settings', 'label: is missing'))).toBe(
    `${ERROR_TEXTS['bad-settings']} label: is missing`,
  );
  expect(errorWords(new AppError('ambiguous', undefined, 'Two people.'))).toBe('Two people.');
});
