using System.Text;
using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Folders;

namespace OzFunctions.Tests.Builders;

/// <summary>Parses bodies as in production.</summary>
internal static class Payloads
{
    public static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public static OzPayload Read(JsonNode json, params string[] metadataKeys) => Read(json.ToJsonString(), metadataKeys);

    public static OzPayload Read(string body, params string[] metadataKeys) => OzPayloadReader.Read(Encoding.UTF8.GetBytes(body), metadataKeys, Now);

    public static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    public static FolderRecords Merge(IEnumerable<FolderRecords> records) => records.Aggregate(FolderRecords.Empty, FolderRecords.Merge);

    /// <summary>Serializes records completely, so that equal texts mean equal records.</summary>
    public static string TextOf(FolderRecords records) => System.Text.Json.JsonSerializer.Serialize(
        FolderSnapshotMapper.ToSnapshot(records, new HashSet<string>()), FolderSnapshotContext.Default.FolderSnapshot);

    /// <summary>Parses a response of Oz to a request sent a number of seconds after <see cref="Now"/>.</summary>
    public static OzPayload Answer(JsonNode json, double askedAfter = 1) => Read(json).AskedAt(Now.AddSeconds(askedAfter));

    public static Folder FolderOf(params JsonNode[] bodies) => FolderOf([.. bodies.Select(static body => Read(body))]);

    public static Folder FolderOf(params OzPayload[] payloads)
    {
        Folder? folder = null;
        foreach (var payload in payloads)
        {
            folder = Folder.Apply(folder, payload.FolderId, payload.Records, ChangeCause.Webhook, Now)?.Current ?? folder;
        }

        return folder!;
    }
}
