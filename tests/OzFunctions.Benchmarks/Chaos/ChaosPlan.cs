using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>Simulated folders, the webhooks that Oz sends for them, and the expected result of each folder.</summary>
internal sealed class ChaosPlan
{
    /// <summary>The key of the metadata by which folders can be found.</summary>
    public const string MetadataKey = "transaction_id";

    private const int Folders = 16;
    private const int PastFolders = 6;
    private const double Lost = 0.15;
    private const double Doubled = 0.15;
    private const double Late = 0.2;

    private readonly SimulatedOz _oz;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly List<FolderScript> _scripts = [];
    private readonly List<JsonObject> _late = [];
    private readonly List<JsonObject> _sent = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<OraclePayload>> _told = new();
    private int _folders;

    /// <summary>Makes the plan.</summary>
    /// <param name="oz">Where the folders are.</param>
    /// <param name="clock">The time.</param>
    /// <param name="random">Decides what happens.</param>
    public ChaosPlan(SimulatedOz oz, TimeProvider clock, Random random)
    {
        (_oz, _clock, _random) = (oz, clock, random);
        for (var i = 0; i < Folders; i++)
        {
            Living.Add(NextId());
            _scripts.Add(new FolderScript(oz, Living[^1], clock.GetUtcNow(), random));
        }
    }

    /// <summary>The folders that change during the trouble phase.</summary>
    public List<string> Living { get; } = [];

    /// <summary>The folders that finished in the past phase, which retention must have removed.</summary>
    public List<string> Past { get; } = [];

    /// <summary>The erased folders, each with the timestamp of the response to its erasure.</summary>
    public Dictionary<string, long> Erased { get; } = [];

    /// <summary>Whether every folder has finished and no delayed webhook is left.</summary>
    public bool IsOver => _scripts.TrueForAll(static script => script.IsOver) && _late.Count == 0;

    /// <summary>Plays one step of a folder and returns the webhooks to send: the new one once, twice, later or never. After the last step, returns delayed and then old webhooks.</summary>
    /// <returns>The bodies.</returns>
    public IReadOnlyList<JsonObject> Next()
    {
        var open = _scripts.Where(static script => !script.IsOver).ToList();
        if (open.Count == 0)
        {
            return _late.Count > 0 ? TakeLate() : _sent.Count > 0 ? [_sent[_random.Next(_sent.Count)]] : [];
        }

        var body = open[_random.Next(open.Count)].Step(_clock.GetUtcNow());
        var luck = _random.NextDouble();
        if (luck < Lost)
        {
            return [];
        }

        _sent.Add(body);
        if (luck < Lost + Late)
        {
            _late.Add(body);
            return [];
        }

        return [.. luck < Lost + Late + Doubled ? (JsonObject[])[body, body] : [body], .. _late.Count > 2 ? TakeLate() : []];
    }

    /// <summary>Plays complete folders in the past. <see cref="ForgetPast"/> deletes them at Oz.</summary>
    /// <param name="past">The time.</param>
    /// <returns>The bodies of their webhooks, in order.</returns>
    public IReadOnlyList<JsonObject> PlayPast(TimeProvider past)
    {
        var bodies = new List<JsonObject>();
        for (var i = 0; i < PastFolders; i++)
        {
            Past.Add(NextId());
            for (var script = new FolderScript(_oz, Past[^1], past.GetUtcNow(), _random); !script.IsOver;)
            {
                bodies.Add(script.Step(past.GetUtcNow()));
            }
        }

        return bodies;
    }

    /// <summary>Has Oz remove the folders of the past.</summary>
    public void ForgetPast() => Past.ForEach(_oz.Forget);

    /// <summary>Plays folders that start and finish at once, with one webhook each.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The bodies.</returns>
    public IReadOnlyList<JsonObject> PlayBurst(int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var id = NextId();
        var folder = new SimulatedFolder(_oz, id, _clock.GetUtcNow());
        folder.AddGroup(_clock.GetUtcNow(), "group-1", ($"{id}-1", "QUALITY"));
        return folder.Finish(_clock.GetUtcNow(), ($"{id}-1", "SUCCESS"));
    })];

    /// <summary>Notes that a webhook was acknowledged. Calls may be concurrent.</summary>
    /// <param name="body">Its body.</param>
    public void Acknowledged(JsonObject body)
    {
        var id = (string)body["folder_id"]!;
        _told.GetOrAdd(id, static _ => new ConcurrentQueue<OraclePayload>()).Enqueue(new OraclePayload
        {
            ResolutionStatus = (string)body["resolution_status"]!,
            SystemResolution = (string)body["system_resolution"]!,
            TimeCreated = Time(body["time_created"]!),
            TimeUpdated = Time(body["time_updated"]!),
            Analyses =
            [
                .. body["analyses"]!.AsArray().Select(static analysis => new OracleCopy(
                    (string)analysis!["analysis_id"]!,
                    (string)analysis["group_id"]!,
                    (string)analysis["type"]!,
                    (string)analysis["state"]!,
                    (string)analysis["resolution_status"]!,
                    Time(analysis["time_created"]!),
                    Time(analysis["time_updated"]!))),
            ],
        });
    }

    /// <summary>Returns the expected statuses of the folders that still exist, by id.</summary>
    /// <param name="asOzHasThem">Whether to return Oz's own results; otherwise the oracle computes them from the acknowledged webhooks.</param>
    /// <returns>Their statuses.</returns>
    public Dictionary<string, string> Expected(bool asOzHasThem) => (asOzHasThem ? _oz.Folders.Keys : _told.Keys)
        .Except(Past).Except(Erased.Keys)
        .ToDictionary(static id => id, id => asOzHasThem ? OzResultOf(id) : OracleResultOf(id));

    private string NextId() => $"chaos-{_folders++}";

    private string OzResultOf(string id) => _oz.Show(id) is var folder ? $"{folder["resolution_status"]}/{folder["system_resolution"]}" : "";

    private string OracleResultOf(string id) => FolderOracle.Of([.. _told[id]]).Verdict is var result ? $"{result.ResolutionStatus}/{result.SystemResolution}" : "";

    private IReadOnlyList<JsonObject> TakeLate()
    {
        var body = _late[_random.Next(_late.Count)];
        _late.Remove(body);
        return [body];
    }

    private static DateTimeOffset Time(JsonNode seconds) => DateTimeOffset.UnixEpoch.AddSeconds((double)seconds);
}
