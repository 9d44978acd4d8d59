/**
 * What stands before an address in a field: "E-mail:", and its translations.
 */
const LABELS: ReadonlySet<string> = new Set([
  ...['mail', 'mails', 'email', 'emails', 'e-mail', 'e-mails', 'e mail', 'address', 'email address', 'e-mail address'],
  ...['email id', 'e-mail id', 'emailid', 'emailaddress', 'email_address', 'mail address', 'contact email'],
  ...[
    'user',
    'username',
    'user email',
    'user e-mail',
    'customer email',
    'requester',
    'requester email',
    'account',
    'acct',
  ],
  // German, Dutch, Scandinavian
  ...['e-mail-adresse', 'email-adresse', 'emailadresse', 'e-mailadresse', 'mailadresse', 'mail-adresse', 'adresse'],
  ...[
    'e-mailadres',
    'emailadres',
    'mailadres',
    'adres',
    'e-postadresse',
    'e-postadress',
    'e-post',
    'epost',
    'sähköposti',
  ],
  // French, Spanish, Portuguese, Italian, Catalan, Romanian
  ...['courriel', 'adresse e-mail', 'adresse email', 'adresse courriel', 'adresse mail', 'adresse électronique', 'mél'],
  ...['correo', 'correo electrónico', 'correo electronico', 'dirección de correo', 'dirección de correo electrónico'],
  ...['endereço de e-mail', 'endereço de email', 'correio eletrónico', 'correio eletrônico', 'indirizzo e-mail'],
  ...[
    'indirizzo email',
    'posta elettronica',
    'correu electrònic',
    'adresă de e-mail',
    'adresa de e-mail',
    'adresa de email',
  ],
  // Slavic, Hungarian, Baltic, Turkish, Greek
  ...[
    'adres e-mail',
    'adres email',
    'e-mailová adresa',
    'e-mailová adresa',
    'email adresa',
    'e-mail adresa',
    'e-pošta',
  ],
  ...[
    'e-mail cím',
    'email cím',
    'e-mail-cím',
    'el. paštas',
    'e-pasts',
    'e-posta',
    'eposta',
    'e-posta adresi',
    'ηλ. ταχυδρομείο',
  ],
  ...['почта', 'эл. почта', 'электронная почта', 'адрес электронной почты', 'имейл', 'пошта', 'електронна пошта'],
  // Hebrew, Arabic, Persian, Hindi, Chinese, Japanese, Korean, Vietnamese, Indonesian
  ...[
    'דוא"ל',
    'דואל',
    'אימייל',
    'البريد الإلكتروني',
    'بريد إلكتروني',
    'ایمیل',
    'ईमेल',
    '邮箱',
    '电子邮箱',
    '電子郵件',
    '邮件',
    '电邮',
  ],
  ...[
    'メール',
    'メールアドレス',
    'eメール',
    '이메일',
    '전자우편',
    'địa chỉ email',
    'thư điện tử',
    'alamat email',
    'surel',
  ],
]);

/** Whether words are a label of an address, in any case. */
export const isLabel = (words: string): boolean =>
  LABELS.has(words.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim());

/** Whether words are surely a label: those for e-mail itself, and those that no address could begin with. */
export const isSurelyALabel = (words: string): boolean =>
  /^e-?mails?(?:[- ]?(?:id|address|adresse))?$|\s/iu.test(words);
