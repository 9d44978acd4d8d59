/**
 * What the storage takes for a name, and how many of each. The client's schema leaves some of it to the server, which
 * refuses the deployment; entities and indexes cannot be removed afterwards. Names of attributes that the server keeps for
 * itself are not documented, and not checked.
 * @see https://developer.atlassian.com/platform/forge/limits-kvs-ce/
 */
import type { Entity } from './manifest';

const ENTITY = /^(?![-_.])[_a-z0-9:\-.]{3,60}(?<!\.)$/;
const ATTRIBUTE = /^[_A-Za-z][_0-9A-Za-z]{0,29}$/;
const INDEX = /^(?!\.)[a-zA-Z0-9:\-_.]{3,50}(?<!\.)$/;
const MOST = { entities: 20, attributes: 50, indexes: 7 };

const isDotted = (name: string): boolean => name.includes('..');

function flawsOf(name: string, { attributes, indexes }: Entity): string[] {
  const flaws: string[] = [];
  if (!ENTITY.test(name) || isDotted(name)) flaws.push(`"${name}" is no name of an entity`);
  const named = Object.keys(attributes);
  if (named.length > MOST.attributes) flaws.push(`${name} has more than ${String(MOST.attributes)} attributes`);
  for (const attribute of named)
    if (!ATTRIBUTE.test(attribute)) flaws.push(`${name}: "${attribute}" is no name of an attribute`);
  if (indexes.length > MOST.indexes) flaws.push(`${name} has more than ${String(MOST.indexes)} indexes`);
  if (new Set(indexes.map((index) => index.name)).size < indexes.length)
    flaws.push(`${name} has two indexes of one name`);
  for (const { name: index, partition, range } of indexes) {
    if (!INDEX.test(index) || isDotted(index)) flaws.push(`${name}: "${index}" is no name of an index`);
    if (range.length !== 1) flaws.push(`${name}: the index ${index} needs one range`);
    for (const attribute of [...partition, ...range])
      if ((attributes[attribute] ?? 'any') === 'any')
        flaws.push(`${name}: "${attribute}" cannot be in the index ${index}`);
  }
  return flaws;
}

/** What the server would refuse of these entities; empty: nothing. */
export function nameFlaws(entities: readonly (readonly [name: string, entity: Entity])[]): string[] {
  const flaws = entities.flatMap(([name, entity]) => flawsOf(name, entity));
  if (entities.length > MOST.entities) flaws.push(`There are more than ${String(MOST.entities)} entities`);
  if (new Set(entities.map(([name]) => name)).size < entities.length) flaws.push('Two entities have one name');
  return flaws;
}
