using System.Text.Json;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>Stores the metadata values under which a folder may still be listed, in its fence and in its tombstone.</summary>
internal static class FormerMetadataEntity
{
    private const string Former = nameof(Former);

    // Bytes for the names of the properties, which are not counted below.
    private const int ReservedBytes = 1_024;

    /// <summary>The properties that hold the values.</summary>
    public static IEnumerable<string> Columns => ChunkedBytes.Columns(Former);

    /// <summary>Adds the values to a row that is complete otherwise.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="former">The values, oldest first.</param>
    public static void Write(TableEntity entity, IEnumerable<FormerMetadataEntry> former)
    {
        var stored = former.Select(static entry => new FormerMetadataSnapshot { Key = entry.Key, Value = entry.Value, Since = StoredTime.To(entry.Since)!.Value }).ToList();
        if (stored.Count == 0)
        {
            return;
        }

        // Drop the oldest values that do not fit. A list row that cannot be removed is better than a folder that accepts no more webhooks.
        var room = TableLimits.EntityBytes - EntitySize.Stored(entity) - ReservedBytes;
        for (; stored.Count > 0; stored.RemoveAt(0))
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(stored, FolderSnapshotContext.Default.ListFormerMetadataSnapshot);
            if (bytes.Length <= room)
            {
                ChunkedBytes.Write(entity, Former, bytes);
                return;
            }
        }
    }

    /// <summary>Reads the values.</summary>
    public static IReadOnlyList<FormerMetadataEntry> Read(TableEntity entity) => !entity.ContainsKey($"{Former}0") ? [] :
    [
        .. JsonSerializer.Deserialize(ChunkedBytes.Read(entity, Former).Span, FolderSnapshotContext.Default.ListFormerMetadataSnapshot)!
            .Select(static entry => new FormerMetadataEntry(entry.Key, entry.Value, StoredTime.From(entry.Since)!.Value)),
    ];
}
