using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Folders;

/// <summary>Bytes split over as many binary properties as needed, because one property holds at most 64 KiB.</summary>
internal static class ChunkedBytes
{
    // Leaves at least 64 KiB of the entity's 1 MiB to its other properties.
    private const int MaxChunks = 15;

    /// <summary>The names of all properties that the bytes may use.</summary>
    /// <param name="name">The common prefix of the names.</param>
    /// <returns>The names.</returns>
    public static IEnumerable<string> Columns(string name) => Enumerable.Range(0, MaxChunks).Select(chunk => $"{name}{chunk}");

    /// <summary>Writes bytes to an entity that does not have these properties yet.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="name">The common prefix of the property names; a number follows it.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="FolderTooLargeException">The bytes do not fit one entity.</exception>
    public static void Write(TableEntity entity, string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxChunks * TableLimits.PropertyBytes)
        {
            throw new FolderTooLargeException(
                $"The folder's analyses take {bytes.Length} bytes; one record holds {MaxChunks * TableLimits.PropertyBytes}.");
        }

        for (var chunk = 0; chunk == 0 || !bytes.IsEmpty; chunk++)
        {
            var length = Math.Min(bytes.Length, TableLimits.PropertyBytes);
            entity[$"{name}{chunk}"] = bytes[..length].ToArray();
            bytes = bytes[length..];
        }
    }

    /// <summary>Reads the bytes that <see cref="Write"/> wrote.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="name">The common prefix of the property names.</param>
    /// <returns>The bytes.</returns>
    public static ReadOnlyMemory<byte> Read(TableEntity entity, string name)
    {
        var first = entity.GetBinary($"{name}0");
        if (!entity.ContainsKey($"{name}1"))
        {
            return first;
        }

        using var bytes = new MemoryStream();
        for (var chunk = 0; entity.GetBinary($"{name}{chunk}") is { } part; chunk++)
        {
            bytes.Write(part);
        }

        return bytes.ToArray();
    }
}
