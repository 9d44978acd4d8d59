import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type RefObject, useEffect, useState } from 'react';

const KIND = 'source';

/**
 * Lets one card of a list be dragged by its handle, and another be dropped on it.
 * @param onDropped which card was dropped here
 */
export function useSortable(
  card: RefObject<HTMLElement>,
  handle: RefObject<HTMLElement>,
  index: number,
  onDropped: (from: number) => void,
): { isOver: boolean } {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const [element, dragHandle] = [card.current, handle.current];
    if (element === null || dragHandle === null) return undefined;
    return combine(
      draggable({ element, dragHandle, getInitialData: () => ({ kind: KIND, index }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data['kind'] === KIND,
        onDragEnter: () => {
          setIsOver(true);
        },
        onDragLeave: () => {
          setIsOver(false);
        },
        onDrop: ({ source }) => {
          setIsOver(false);
          onDropped(Number(source.data['index']));
        },
      }),
    );
  }, [card, handle, index, onDropped]);
  return { isOver };
}
