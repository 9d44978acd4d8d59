/**
 * Local parts with a `=`, `%` or `&` in them: an address as somebody has it, or what a mail server, a form or an encoding made
 * of one. Nobody is called by the latter.
 */
import { parseEmail } from '../../../src/core/person/email';

const isRead = (local: string) => parseEmail(`${local}@relay.example`) !== null;

it.each([
  // RFC draft BATV, SRS, and what large relays write
  ...[
    'prvs=jane',
    'prvs=1a2b=jane',
    'x-prvs=jane',
    'msprvs1=1a=jane',
    'btv1=1a=jane',
    'a=prvs',
    'SRS0=HH=TT=home=jane',
  ],
  ...['srs1=x', 'jane=example.com', 'jane=example.com+x', 'jane%example.com', 'x=y=example.com', 'x=example.com=y'],
])('%j is what a mail server made of an address', (local) => {
  expect(isRead(local)).toBe(false);
});

it.each([
  ...['email=jane', 'x.email=jane', 'user_email=jane', 'a_b_email=jane', 'my-email=jane', 'e_mail=jane', 'email2=jane'],
  ...['email-2=jane', 'x=email=jane', 'login=jane', 'mailto%jane', 'recipient=jane', 'email_address=jane'],
])('%j stands behind a label', (local) => {
  expect(isRead(local)).toBe(false);
});

it.each([
  ...['%20jane', 'jane%4a', 'jane%fF', '=09jane', '=0ajane', '=0Djane', '=20jane', '=2fjane', '=3ajane', '=3fjane'],
  ...['=40jane', '=5bjane', '=5fjane', '=7bjane', '=7fjane', '&nbsp+jane', 'jane&amp', '&quot-jane', 'jane&apos'],
])('%j is encoded', (local) => {
  expect(isRead(local)).toBe(false);
});

it.each([
  ...[
    'a=b',
    'jane=email',
    'email.x=jane',
    'email-x=jane',
    'emailx=jane',
    'xlogin=jane',
    'loginx=jane',
    'home.example=jane',
  ],
  ...['aprvs=x', '1prvs=x', 'prvsx=x', 'prvs01=x', 'ms=x', 'prvs-jane', 'srs+jane', 'email+jane', 'jane+example.com'],
  ...['a=0bc', 'a=08', 'a=30', 'a=41', 'a=5a', 'a=7a', 'a%4g', 'a%g4', 'rock&roll', 'a&nbspx', 'a&ampere', '=jane'],
])('%j is somebody’s own', (local) => {
  expect(isRead(local)).toBe(true);
});

it.each([
  ['a wide letter', 'ｊane', false],
  ['a styled letter', '𝐣ane', false],
  ['a superscript', 'jane²', false],
  ['a ligature', 'ﬁnn', false],
  ['Thai, as Thai is written', 'น้ำ', true],
  ['Lao, as Lao is written', 'ນ້ຳ', true],
  ['Armenian, as Armenian is written', 'և', true],
  ['Thai with a styled letter in it', 'น้ำ𝐣', false],
])('%s is read as itself, or not at all', (_, local, isOwn) => {
  expect(isRead(local)).toBe(isOwn);
});
