using System.Text.Json;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>The metadata values under which a folder may still be listed, in its fence and in its tombstone.</summary>
internal static class FormerMetadataEntity
{
    private const string Former = nameof(Former);

    // The names of a few properties.
    private const int KeptFree = 1_024;

    /// <summary>The properties that hold the values.</summary>
    public static IEnumerable<string> Columns => ChunkedBytes.Columns(Former);

    /// <summary>Adds the values to a row that holds everything else already.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="former">The values, the oldest first.</param>
    public static void Write(TableEntity entity, IEnumerable<FormerMetadataEntry> former)
    {
        var stored = former.Select(static entry => new FormerMetadataSnapshot { Key = entry.Key, Value = entry.Value, Since = StoredTime.To(entry.Since)!.Value }).ToList();
        if (stored.Count == 0)
        {
            return;
        }

        // Where they do not fit, the oldest are left out: a row of a list that nobody can name is better than a folder that takes no webhook.
        var room = TableLimits.EntityBytes - EntitySize.Stored(entity) - KeptFree;
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

    /// <summary>Reads them back.</summary>
    /// <param name="entity">The row.</param>
    /// <returns>The values.</returns>
    public static IReadOnlyList<FormerMetadataEntry> Read(TableEntity entity) => !entity.ContainsKey($"{Former}0") ? [] :
    [
        .. JsonSerializer.Deserialize(ChunkedBytes.Read(entity, Former).Span, FolderSnapshotContext.Default.ListFormerMetadataSnapshot)!
            .Select(static entry => new FormerMetadataEntry(entry.Key, entry.Value, StoredTime.From(entry.Since)!.Value)),
    ];
}
