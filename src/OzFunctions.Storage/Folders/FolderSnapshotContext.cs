using System.Text.Json;
using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Folders;

/// <summary>The source-generated serializer of <see cref="FolderSnapshot"/> and of the former metadata stored beside it.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(FolderSnapshot))]
[JsonSerializable(typeof(List<FormerMetadataSnapshot>))]
internal sealed partial class FolderSnapshotContext : JsonSerializerContext
{
    /// <summary>Builds the serializer, for which the first folder would have to wait.</summary>
    public static void Prepare() => JsonSerializer.Deserialize("{}"u8, Default.FolderSnapshot);
}
