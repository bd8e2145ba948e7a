/** Names that the nodes are told and the tables have; see `TABLE_PREFIX` and `COLLECTION_ID` in the README. */
export const TABLE_PREFIX = 'virtual-proctor-';
export const COLLECTION_ID = 'virtual-proctor';
