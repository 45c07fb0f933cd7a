using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.Runs;
using OzFunctions.Web.Stats;
using OzFunctions.Web.Webhooks;
using OzFunctions.Web.Work;

namespace OzFunctions.Web.OpenApi;

/// <summary>Examples of requests and responses. Those of folders are computed by the production code.</summary>
internal static class Examples
{
    private const string FolderId = "5f0f6a52-6a1e-4b0a-9a3f-0c4d2e8b7f11";
    private const string Endpoint = "core-banking";
    private const string RunTicks = "2516067084149921542-d82c36cf";
    private const string Processing = "PROCESSING";

    private const string Body =
        """
        {
          "folder_id": "5f0f6a52-6a1e-4b0a-9a3f-0c4d2e8b7f11",
          "resolution_status": "FINISHED",
          "system_resolution": "DECLINED",
          "time_created": 1767225600.0,
          "time_updated": 1767225660.0,
          "meta_data": { "transaction_id": "T-1001" },
          "analyses": [
            {
              "analysis_id": "0b0f3f0e-8f7a-4a52-8a39-4f2f0a6f3c01",
              "group_id": "a3c1c1f4-52c7-4dd4-9b7e-6d6f5d3e2b10",
              "type": "QUALITY",
              "state": "FINISHED",
              "resolution_status": "DECLINED",
              "time_created": 1767225601.0,
              "time_updated": 1767225660.0
            }
          ]
        }
        """;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 1, 1, TimeSpan.Zero);

    private static readonly FolderChange Change =
        Core.Folders.Folder.Apply(null, FolderId, OzPayloadReader.Read(Encoding.UTF8.GetBytes(Body), ["transaction_id"], Now).Records, ChangeCause.Webhook, Now)!;

    /// <summary>What Oz posts.</summary>
    public static JsonNode Webhook => JsonNode.Parse(Body)!;

    public static WebhookDocument Applied { get; } = new("applied", FolderId, 1, "FINISHED", "DECLINED");

    public static WebhookOutcomeDocument Queued { get; } = new("queued", FolderId);

    public static RejectedWebhooksDocument RejectedWebhooks { get; } =
        new([new RejectedWebhook(Now, 422, "The body names no folder.", "folder_id", ["analyses"], 512)], null);

    public static FolderDocument Folder { get; } = FolderDocument.Of(Change.Current);

    public static FoldersDocument Folders { get; } = new([ListedFolderDocument.Of(IndexedFolder.Of(Change.Current))], null);

    public static OpenFoldersDocument OpenFolders { get; } = new([new OpenFolderDocument(FolderId, 1, ["operatorRequired"], Now, Now.AddMinutes(10), 0)], null);

    public static DeliveryDocument Delivered { get; } = DeliveryAs(FolderId, NotificationTypes.FolderResolutionChanged, DeliveryState.Delivered, 1, 204);

    public static DeliveryDocument TestDelivery { get; } = DeliveryAs($"endpoint|{Endpoint}", NotificationTypes.EndpointTest, DeliveryState.Delivered, 1, 204);

    public static DeliveriesDocument Deliveries { get; } = new([DeliveryAs(FolderId, NotificationTypes.FolderResolutionChanged, DeliveryState.Dead, 10, 500)], null);

    public static FolderHistoryDocument History { get; } = new(
        [new ChangeDocument(1, Now, "webhook", null, StatusesDocument.Of(Change.Current.Result.Statuses), [NotificationTypes.FolderResolutionChanged], [], [Delivered])], null);

    public static EndpointsDocument Endpoints { get; } = new([new EndpointDocument(Endpoint, nameof(EndpointKind.Webhook), "https://hooks.bank.example", null, ["folder.*"], "healthy", null, null, null, null)]);

    public static RunDocument Run { get; } = RunDocument.Of(new Core.Runs.Run
    {
        Id = Core.Runs.RunId.TryParse($"reconcile.{RunTicks}")!,
        By = "schedule",
        StartedAt = Now,
        FinishedAt = Now.AddSeconds(2),
        State = Core.Runs.RunState.Finished,
        Parameters = new Dictionary<string, string> { ["DryRun"] = bool.FalseString },
        Counts = new Dictionary<string, long> { ["scanned"] = 60, ["unchanged"] = 58, ["repaired"] = 2 },
    });

    public static RunsDocument Runs { get; } = new([Run], null);

    private static DayCounts Day => new(IndexHour.Of(Now).Day, Counts, [new HourCounts(IndexHour.Of(Now), Counts)]);

    private static FolderCounts Counts => new(new Dictionary<FolderStatuses, long> { [Change.Current.Result.Statuses] = 1 }, Drift: 0);

    public static StatsDocument Stats { get; } = new(
        [DayDocument.Of(Day)],
        [HourDocument.Of(Day.Hours[0])],
        [new ParkedDocument(Endpoint, new ParkedCountDocument(2, false, Now), ParkedCountDocument.None, ParkedCountDocument.None, ParkedCountDocument.None)],
        OpenReasonNames.All.Values.ToDictionary(static reason => reason, static _ => 0),
        OpenTotal: 0,
        OpenIsMore: false,
        Run,
        ["transaction_id"],
        []);

    public static DryRunReportDocument DryRunReport { get; } = new(Run, [new ComparedFolderDocument(FolderId, "different", [new DifferenceDocument("systemResolution", "SUCCESS", "DECLINED")])], 1);

    public static PoisonDocument Poison { get; } = new(Replayed: 3, Unreadable: 0, Waiting: 0);

    public static RunAcceptedDocument Accepted(string kind) => new($"{kind}.{RunTicks}");

    /// <summary>The data of a notification about the folder.</summary>
    public static NotificationData FolderData { get; } = FolderNotification.Of(Change, new HashSet<string>());

    /// <summary>The data of a notification about drift.</summary>
    public static NotificationData Drift { get; } = DataOf(
        Whole with { Drift = true, Reported = new ReportedData("FINISHED", "SUCCESS", null) }, NotificationDataContext.Default.FolderData);

    /// <summary>The data of a notification about a folder that has been running for an hour.</summary>
    public static NotificationData Overdue { get; } = DataOf(
        Whole with
        {
            Version = 2,
            FirstSeenAt = Now.AddHours(-1),
            RunningSince = Now.AddHours(-1),
            Previous = Running,
            Current = Running,
            Reported = new ReportedData("PROCESSING", "PROCESSING", null),
            ChangedGroups = [],
            Groups = [.. Whole.Groups!.Select(static group => new GroupData(group.GroupId, Processing, null)
            {
                Analyses = [.. group.Analyses!.Select(static analysis => analysis with { State = Processing, ResolutionStatus = Processing, Result = Processing })],
            })],
        },
        NotificationDataContext.Default.FolderData);

    /// <summary>The data of a notification about a disabled endpoint.</summary>
    public static NotificationData EndpointDisabled { get; } =
        DataOf(new EndpointDisabledData(Endpoint, "It answered 410 Gone.", Now, Now.AddSeconds(1)), NotificationDataContext.Default.EndpointDisabledData);

    /// <summary>The data of a test of an endpoint.</summary>
    public static NotificationData EndpointTest { get; } = DataOf(new EndpointTestData(Endpoint), NotificationDataContext.Default.EndpointTestData);

    /// <summary>A delivery of a notification.</summary>
    public static Delivery Owed(string type, NotificationData data)
    {
        if (data == EndpointDisabled || data == EndpointTest)
        {
            return Owed(EndpointSwitch.FolderOf(Endpoint), type);
        }

        var folder = Read(data);
        return Owed(FolderId, type) with { FolderFirstSeenAt = folder.FirstSeenAt, Key = new DeliveryKey(folder.Version, type, Endpoint) };
    }

    private static FolderData Whole => Read(FolderData);

    private static FolderData Read(NotificationData data) => JsonSerializer.Deserialize(data.Json.Span, NotificationDataContext.Default.FolderData)!;

    private static StatusesData Running => new(Processing, Processing, Processing);

    private static Delivery Owed(string folder, string type) => new() { Folder = folder, Key = new DeliveryKey(1, type, Endpoint), At = Now };

    private static NotificationData DataOf<T>(T data, JsonTypeInfo<T> type) => new(Now, JsonSerializer.SerializeToUtf8Bytes(data, type));

    private static DeliveryDocument DeliveryAs(string folder, string type, DeliveryState state, int attempt, int status) => DeliveryDocument.Of(Owed(folder, type) with
    {
        State = state,
        Attempt = attempt,
        LastAttemptAt = Now.AddSeconds(1),
        DeliveredAt = state is DeliveryState.Delivered ? Now.AddSeconds(1) : null,
        ParkedAt = state is DeliveryState.Dead ? Now.AddSeconds(1) : null,
        LastAnswer = new AttemptResult(status, null, null),
    });
}
