import { describe, expect, test } from 'vitest';
import { eventPlaces } from './event-places.ts';

describe('places in JSON', () => {
  const places = eventPlaces();
  places.note(0, '/epcisBody/queryResults/resultsBody/eventList/0');
  places.note(1, '/epcisBody/queryResults/resultsBody/eventList/1');

  test('of the event that is read and of earlier ones are pointers into the document', () => {
    for (const index of [0, 1])
      expect(places.inside(index, '/epcList/3')).toEqual({
        path: `/epcisBody/queryResults/resultsBody/eventList/${index}/epcList/3`,
      });
  });

  test('of the head stand where the document has it', () => {
    expect(places.inHead('/masterData/0/type', false, 'EPCISDocument')).toEqual({
      path: '/epcisHeader/epcisMasterData/vocabularyList/0/type',
    });
    expect(places.inHead('/sender', false, 'EPCISDocument')).toEqual({ path: '/sender' });
  });

  test('of a bare event are pointers into it', () => {
    const bare = eventPlaces();
    bare.note(0, '');
    expect(bare.inside(0, '/bizStep')).toEqual({ path: '/bizStep' });
  });
});

describe('places in XML', () => {
  const places = eventPlaces();
  places.note(0, '7:5 /EPCISBody/EventList/ObjectEvent[1]');
  places.note(1, '9:5 /EPCISBody/EventList/AggregationEvent[1]');

  test('of the event that is read are the path of its element', () => {
    expect(places.inside(1, '/childEPCs/0')).toEqual({
      line: 9,
      column: 5,
      path: '/EPCISBody/EventList/AggregationEvent[1]/childEPCs/epc[1]',
    });
  });

  test('of an earlier event keep its line', () => {
    expect(places.inside(0, '/action')).toEqual({ line: 7, path: '/EPCISBody/EventList/*[1]/action' });
  });

  test('of the head stand in the header', () => {
    const id = '/masterData/1/vocabularyElementList/0/id';
    const inside = '/Vocabulary[2]/VocabularyElementList/VocabularyElement[1]/@id';
    expect(places.inHead(id, true, 'EPCISDocument')).toEqual({
      path: `/EPCISHeader/extension/EPCISMasterData/VocabularyList${inside}`,
    });
    expect(places.inHead(id, true, 'EPCISMasterDataDocument')).toEqual({ path: `/EPCISBody/VocabularyList${inside}` });
  });

  test('of the head need no event', () => {
    expect(eventPlaces().inHead('/masterData/0/vocabularyElementList/0/attributes/1/attribute', true, 'bare')).toEqual({
      path: '/Vocabulary[1]/VocabularyElementList/VocabularyElement[1]/attribute[2]',
    });
  });
});

test('without a place of the event, the pointer stays', () => {
  expect(eventPlaces().inside(3, '/a')).toEqual({ path: '/3/a' });
});
