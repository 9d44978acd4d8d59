/**
 * What each figure says, and what its limit is made of: the words of docs/performance.md.
 */
export interface About {
  readonly title: string;
  readonly what: string;
  readonly goal: string;
  /** What the figure is made of, and why it is not better. */
  readonly limit: string;
}

export const ABOUT: Readonly<Record<string, About>> = {
  P1: {
    title: 'from the trigger to the issue',
    what: 'The time from the web trigger to the final status on the issue, for one person at three providers, against the least that Jira (40 ms) and the vendors (120 ms) allow: the issue is read, the vendors are called side by side, the issue is told. The app’s real entries run with the real @forge packages in one process; requests take real time.',
    goal: '1.10 at most.',
    limit:
      'What is left is some dozen requests to the storage one after the other (they take no time of their own here), timers, and the app itself. On Forge, add what its storage and its queue take. Copernica’s access token is there already; the first erasure of a day takes one vendor’s call longer.',
  },
  P2: {
    title: 'requests to the providers',
    what: 'Requests to each provider for a bulk of 10,000 people, against the least that its API allows: one for each person at Centercode and Copernica, one for Copernica’s access token; and, in a bulk of their own, for as many as one request may name at the providers that take many: QuickHelp 100, Customer.io 500, SparkPost 1,000, SendGrid 5,000.',
    goal: '1.00.',
    limit:
      'A step of a bulk waits up to 15 seconds for a full batch, so where people trickle in, a batch is sent before it is full. What an agent waits for is sent at once. SendGrid’s goal is **not met**: its request may name 5,000 people in 256 KB at most, and 500 of the longest addresses are what surely fits.',
  },
  P3: {
    title: 'throughput against Node-RED',
    what: 'People a second in a bulk, preview and all, against the same job built in Node-RED (`dev/bench/peers`: read the issue, call three vendors, write the property), over HTTP, with the same local Jira and the same vendors in a process of their own. Latency is zero and no rate holds anybody back. Both do the same work: the vendors are asked for everybody, every issue is told.',
    goal: '5 at least.',
    limit:
      'The goal is **not met**: the app is slower. Node-RED calls, and forgets. The app writes before and after every call, keeps a signed chain of events, reads each issue twice (for the preview and when it runs), posts a comment, and does all that in one process with its storage, whose emulation takes more than a third of the time. That is some 32 requests to the storage for each person (P5), and each of them keeps a promise over a crash (decisions 3, 4, 6 and 8). Real providers are called five times a second at most (P8): there the app is faster than their rates by an order of magnitude, so it is their rates that decide how long a bulk takes.',
  },
  P4: {
    title: 'growth',
    what: 'Time and storage requests for one more erasure, by step, where 100,000 erasures are stored, against where 1,000 are.',
    goal: '1.10 at most.',
    limit: 'Everything is read by key, or by an index a page at a time; nothing is ever listed as a whole.',
  },
  P5: {
    title: 'what an erasure asks of the platform',
    what: 'Requests to Jira with the points they cost of its hourly quota, requests to the storage, and events of the queue: for one erasure with three providers from the web trigger to its end, and for a person of a bulk. Vendors take as long as chance has it.',
    goal: 'Jira 5 requests at most; storage 30 at most, for one erasure.',
    limit:
      'The storage’s goal is **not met** for one erasure alone. 11 requests begin it: the trigger’s secret and its count of the minute (2), the settings, the person’s key, the claim, the hourly cap, the guard, the address, the transaction that stores it, and the note that the issue was told. Each of the three drains makes 11: the lease (2), settings, keys, a look for what else is due, the step, the address, what became of it, a look at the erasure and then at its other steps (2, in this order: what is learned in between has to show), and the lease is given back; Copernica’s token is one more. The end takes 5: it is concluded, the address forgotten, the settings read for the comment, the key read that signs, and all of it written. One drain for all three connections would save about a dozen, and have one slow provider hold up the others. In bulk, most of this is shared.',
  },
  P6: {
    title: 'the server’s code',
    what: 'The size of the server code, bundled and minified with the packages of Forge, and the time that it takes to load, against an app that imports the same packages and does nothing.',
    goal: '150 kB at most; 1.6 times at most.',
    limit:
      'Both are **not met**. Forge’s packages alone are 88 kB. zod is 60 kB (its small edition; a third of that turns the settings of a provider into a form), and the app’s own code 411 kB: the providers 128 (what their vendors document of some thirty APIs), the use cases 100, the core 83, the adapters to Forge 51, words that people read 25. Of the time, about a third is V8 reading the code, and a tenth the making of some 2,900 schemas: every boundary is parsed. Loading each function’s part by itself was tried: all but one of the functions need nearly everything, and only the status beside an issue’s fields was loaded a quarter faster. It is spent where an app is started, and nothing afterwards. Measured again on 27 November 2026, beside other work: hence the spread of the time.',
  },
  P7: {
    title: 'the pages',
    what: 'What the page of the issue’s action loads before it can be seen, gzipped, and how long that takes in Chromium, against a minimal page built the same way (a button, a text field, a spinner, a flag), shown in the same place.',
    goal: '1.15 at most; 1.2 times at most.',
    limit:
      'React and what Atlaskit’s button brings along are nearly all of it; beside them the bridge to Jira, and what loads data. Charts, tables as CSV and the theme’s colours are loaded when they are asked for.',
  },
  P8: {
    title: 'rates, and fairness under them',
    what: 'With each provider’s declared rate: the time of a bulk, preview and all, against the least that the slowest rate allows; and an agent’s erasure amid the bulk, against one alone. In simulated time, with latencies, on the app’s real entries.',
    goal: '1.15 at most; 2 at most.',
    limit:
      'What is lost is the preview, and what begins and ends the bulk. An agent amid a bulk waits for the calls that are on their way, and for one place in the rate.',
  },
  P9: {
    title: 'finding the address',
    what: 'Finding the one address in a document of a megabyte, against parsing its JSON.',
    goal: '2 at most.',
    limit:
      'Reading the document’s nodes is half of it, one look over its letters the other. Only lines that may hold an address are looked at closely: a text in which every line has an @ takes longer, in proportion to its length.',
  },
  P10: {
    title: 'reading hostile tickets',
    what: 'Finding the address in texts, documents, links and fields whose content is made to be hard to read (`test/corpus/shapes.ts`): how much longer it takes where there is twice as much, and how long for a ticket of two texts of the largest size that Jira takes (32,767 characters). In time of the process, the least of several runs. The value is the worst of all shapes, not their median.',
    goal: '2.5 at most; 50 ms at most.',
    limit:
      'Every pattern looks ahead a bounded way. A run without a blank of more than 600 characters, a text with more than 500 at signs, and more than 100 links that may name somebody are not read, but left to a person.',
  },
  P11: {
    title: 'the bill',
    what: 'What Forge would charge in a month for an installation at which nothing happens, for one that erased people of late, and for 1,000 erasures. Requests to the storage, bytes and processor time are counted on the app’s real entries; latencies are assumed (storage 25 ms, Jira 200 ms, vendors 400 ms); prices are those of August 2026. The free part belongs to all installations of an app together.',
    goal: 'an idle installation costs less than what 1,000 erasures do.',
    limit:
      'Before 27 November 2026: 27 requests one after the other in each sweep (680 ms), 512 MB; 3,298 GB-seconds and $0.097 a month idle, 4,530 and $0.132 with erasures of late, 2,110 and $0.082 for 1,000 erasures. Since then everything that could be due is asked side by side, connections are asked one by one only where something waits, and functions have 256 MB: loading the code takes a process to 68 MB, and a bulk of 1,000 people, with storage, Jira and vendors in the same process, 60 MB of heap at most. The processor’s time counts the local platform’s as well, and that of functions that run at once more than once; it is taken to be as much slower with less memory as AWS Lambda’s. The hourly look at twenty issues is most of what erasures of late add.',
  },
};
