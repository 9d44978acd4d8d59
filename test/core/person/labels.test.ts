import { isLabel, isSurelyALabel } from '../../../src/core/person/labels';

const IN_LANGUAGES: Record<string, string> = {
  English:
    'mail|mails|email|emails|e-mail|e-mails|e mail|address|email address|e-mail address|email id|e-mail id|emailid|emailaddress|email_address|mail address|contact email|user|username|user email|user e-mail|customer email|requester|requester email|account|acct',
  German: 'e-mail-adresse|email-adresse|emailadresse|e-mailadresse|mailadresse|mail-adresse|adresse',
  Dutch: 'e-mailadres|emailadres|mailadres|adres',
  Scandinavian: 'e-postadresse|e-postadress|e-post|epost|sähköposti',
  French: 'courriel|adresse e-mail|adresse email|adresse courriel|adresse mail|adresse électronique|mél',
  Spanish:
    'correo|correo electrónico|correo electronico|dirección de correo|dirección de correo electrónico|correu electrònic',
  Portuguese: 'endereço de e-mail|endereço de email|correio eletrónico|correio eletrônico',
  Italian: 'indirizzo e-mail|indirizzo email|posta elettronica',
  Romanian: 'adresă de e-mail|adresa de e-mail|adresa de email',
  Slavic: 'adres e-mail|adres email|e-mailová adresa|email adresa|e-mail adresa|e-pošta',
  Cyrillic: 'почта|эл. почта|электронная почта|адрес электронной почты|имейл|пошта|електронна пошта',
  'Hungarian, Baltic, Turkish, Greek':
    'e-mail cím|email cím|e-mail-cím|el. paštas|e-pasts|e-posta|eposta|e-posta adresi|ηλ. ταχυδρομείο',
  'Hebrew, Arabic, Persian, Hindi': 'דוא"ל|דואל|אימייל|البريد الإلكتروني|بريد إلكتروني|ایمیل|ईमेल',
  'Chinese, Japanese, Korean': '邮箱|电子邮箱|電子郵件|邮件|电邮|メール|メールアドレス|eメール|이메일|전자우편',
  'Vietnamese, Indonesian': 'địa chỉ email|thư điện tử|alamat email|surel',
};

it.each(Object.entries(IN_LANGUAGES))('%s words for an address are labels', (_, words) => {
  expect(words.split('|').filter((label) => !isLabel(label))).toEqual([]);
});

it('reads a label in any case, composed or not, with any blanks', () => {
  for (const written of ['E-MAIL', ' Email \n address ', 'me\u0301l', 'Correo  Electro\u0301nico'])
    expect(isLabel(written)).toBe(true);
});

it.each(['', 'jane', 'emailx', 'my email', 'email:'])('%j is no label', (words) => {
  expect(isLabel(words)).toBe(false);
});

it.each<[string, boolean]>([
  ['email', true],
  ['E-Mails', true],
  ['email-id', true],
  ['emailaddress', true],
  ['e-mail adresse', true],
  ['contact email', true],
  ['user', false],
  ['xemail', false],
  ['emailx', false],
  ['email_id', false],
  ['correo', false],
])('%j is surely a label: %s', (words, isOne) => {
  expect(isSurelyALabel(words)).toBe(isOne);
});
