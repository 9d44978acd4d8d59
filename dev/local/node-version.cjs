/**
 * Ends a command on a Node that is too old for it, with one sentence, before anything else runs. Written in a JavaScript
 * that such a Node reads: it would not get through what comes behind.
 */
'use strict';

var process = require('process');

var LEAST = require('../../package.json').engines.node.replace('>=', '');

function isOlder(version, least) {
  var a = version.split('.').map(Number);
  var b = least.split('.').map(Number);
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

if (isOlder(process.versions.node, LEAST)) {
  process.stderr.write('Node ' + LEAST + ' or newer is needed; this is ' + process.versions.node + '.\n');
  process.exitCode = 1;
}
