using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Folders;

/// <summary>The generated serializer of <see cref="FolderSnapshot"/>.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(FolderSnapshot))]
internal sealed partial class FolderSnapshotContext : JsonSerializerContext;
