import { GrantedEgress } from '../../dev/platform/forge/granted-egress';
import { Store } from '../../dev/platform/store';

const group = (key: string, ...domains: string[]) => ({
  ...{ key, description: '' },
  configured: domains.map((domain) => ({ domain, type: ['FETCH_BACKEND_SIDE'] })),
});
const many = (count: number, of: string) =>
  Array.from({ length: count }, (_, index) => `https://${of}${String(index)}.example`);

function granted() {
  const store = new Store(null);
  return new GrantedEgress(store, true);
}

it('keeps ten groups of ten domains, and none twice', () => {
  const egress = granted();
  egress.set([group('full', ...many(10, 'a'))], true);
  expect(() => {
    egress.set([group('more', ...many(11, 'b'))], true);
  }).toThrow('At most 10 domains');
  expect(() => {
    egress.set([group('again', 'https://a0.example')], true);
  }).toThrow('twice');
  const nine = Array.from({ length: 9 }, (_, index) => group(`g${String(index)}`, `https://g${String(index)}.example`));
  egress.set(nine, true);
  expect(() => {
    egress.set([group('eleventh', 'https://k.example')], true);
  }).toThrow('At most 10 groups');
});

it('takes one domain back, or a group', () => {
  const egress = granted();
  egress.set([group('one', 'https://a.example', 'https://b.example'), group('two', 'https://c.example')], true);
  egress.removeDomain('one', 'https://a.example');
  egress.remove('two');
  expect(egress.domains()).toEqual(['https://b.example']);
});
