// Package store keeps typed, sealed records of systems and their tenants over a narrow [Engine].
//
// Start with [Open], declare a [Collection] for each kind of record, and reach records in [DB.View] and [DB.Update]:
//
//	var members = store.TenantCollection[Member]("members")
//
//	err := db.Update(ctx, store.Scope{System: "foundry", Tenant: "org1"}, func(tx *store.Tx) error {
//		m, err := members.Get(tx, "mia")
//		...
//		return members.Put(tx, "mia", m)
//	})
//
// Rules:
//
//   - A [Tx] cannot name a key outside its scope: the system's collections and, where a tenant is named, that tenant's.
//   - Update records each key that it read and commits with compares, so that its closure sees nothing change under it; when something did, the
//     closure runs again. It must have no side effects but its writes. Records that appear in a range after it was read are not noticed.
//   - Each record is sealed with its key path: a flipped bit, a record moved to another key and a wrong sealing key are [ErrCorrupt].
//   - Unique values (indexes) are kept as keyed hashes; record keys are kept as they are, so they must not be secrets.
package store
