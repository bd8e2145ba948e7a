/** Who sits the illustrated exam. The people and their names are made up. */
import type { Sitter } from './illustration.js';

export interface Candidate {
  readonly candidateId: string;
  readonly fullName: string;
  readonly sitter: Sitter;
}

export const ANA: Candidate = {
  candidateId: '20417',
  fullName: 'Ana López',
  sitter: { skin: '#e2b08a', hair: 'long', hairColour: '#4a2c20', shirt: '#d9694f', wall: '#dfe7e3', room: 'plant' },
};

export const CANDIDATES: readonly Candidate[] = [
  ANA,
  {
    candidateId: '20418',
    fullName: 'Bo Chen',
    sitter: { skin: '#f0c9a0', hair: 'short', hairColour: '#22242b', shirt: '#4f7fb0', wall: '#e9e1d3', room: 'shelf' },
  },
  {
    candidateId: '20421',
    fullName: 'Amara Okafor',
    sitter: {
      skin: '#7a4b33',
      hair: 'curls',
      hairColour: '#241a18',
      shirt: '#e6b450',
      wall: '#cfdde8',
      room: 'window',
    },
  },
  {
    candidateId: '20424',
    fullName: 'Łukasz Żak',
    sitter: {
      skin: '#f3cdb2',
      hair: 'parting',
      hairColour: '#b98246',
      shirt: '#5d7f63',
      wall: '#e6e4ee',
      room: 'frame',
      has: 'beard',
    },
  },
  {
    candidateId: '20425',
    fullName: 'ليلى الأحمد',
    sitter: { skin: '#d9a47c', hair: 'scarf', hairColour: '#5a7fa3', shirt: '#3e5a78', wall: '#f0e6da', room: 'shelf' },
  },
  {
    candidateId: '20430',
    fullName: 'Søren Ærø',
    sitter: {
      skin: '#f5d3bd',
      hair: 'short',
      hairColour: '#d8b26a',
      shirt: '#38485c',
      wall: '#d9e3da',
      room: 'window',
      has: 'glasses',
    },
  },
  {
    candidateId: '20433',
    fullName: 'Ольга Иванова',
    sitter: { skin: '#f4cfb6', hair: 'bob', hairColour: '#8d3f2a', shirt: '#7a6aa8', wall: '#e4ebef', room: 'plant' },
  },
  {
    candidateId: '20436',
    fullName: 'Kwame Mensah',
    sitter: {
      skin: '#5d3826',
      hair: 'bald',
      hairColour: '#1d1512',
      shirt: '#c9d4dd',
      wall: '#d8cdbf',
      room: 'frame',
      has: 'beard',
    },
  },
  {
    candidateId: '20438',
    fullName: 'Ελένη Παπαδάκη',
    sitter: {
      skin: '#e5b894',
      hair: 'bun',
      hairColour: '#33231d',
      shirt: '#3f8078',
      wall: '#ece7df',
      room: 'window',
      has: 'glasses',
    },
  },
  {
    candidateId: '20441',
    fullName: 'Nguyễn Thị Lan',
    sitter: { skin: '#efc79c', hair: 'bob', hairColour: '#1e1d22', shirt: '#d98aa0', wall: '#dde6ee', room: 'shelf' },
  },
  {
    candidateId: '20442',
    fullName: 'Priya Nair',
    sitter: { skin: '#b07a52', hair: 'long', hairColour: '#1f1715', shirt: '#4c9a8a', wall: '#efe3d2', room: 'frame' },
  },
  {
    candidateId: '20447',
    fullName: 'Wilhelmina Müller-Lüdenscheidt',
    sitter: {
      skin: '#f6d6c2',
      hair: 'curls',
      hairColour: '#b9b4b0',
      shirt: '#9a5b6b',
      wall: '#d5dfe6',
      room: 'plant',
      has: 'glasses',
    },
  },
];

/** Nobody's candidate. */
export const FRIEND: Sitter = {
  skin: '#c98d63',
  hair: 'parting',
  hairColour: '#3a2419',
  shirt: '#6f8f4f',
  wall: '#dfe7e3',
  room: 'window',
};
