using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>Folders that live their lives at Oz, the webhooks that tell of them, and what must become of each.</summary>
internal sealed partial class ChaosPlan
{
    private const int Folders = 10;
    private const double Lost = 0.15;
    private const double Doubled = 0.15;
    private const double Late = 0.2;

    private readonly SimulatedOz _oz;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly List<FolderScript> _scripts;
    private readonly List<JsonObject> _late = [];
    private readonly List<JsonObject> _sent = [];
    private readonly Dictionary<string, List<OraclePayload>> _told = [];

    /// <summary>Makes the plan.</summary>
    /// <param name="oz">Where the folders are.</param>
    /// <param name="clock">The time.</param>
    /// <param name="random">Decides what happens.</param>
    public ChaosPlan(SimulatedOz oz, TimeProvider clock, Random random)
    {
        (_oz, _clock, _random) = (oz, clock, random);
        _scripts = [.. Enumerable.Range(0, Folders).Select(i => new FolderScript(oz, $"chaos-{i}", clock.GetUtcNow(), random))];
    }

    /// <summary>Whether all webhooks were sent that tell something new.</summary>
    public bool IsOver => _scripts.TrueForAll(static script => script.IsOver) && _late.Count == 0;

    /// <summary>Finds the ids of folders in a text.</summary>
    /// <returns>The expression.</returns>
    [GeneratedRegex(@"chaos-\d+")]
    public static partial Regex FolderIds();

    /// <summary>Lets something happen at Oz, and tells what Oz sends: once, twice, later, or not at all; once all is over, something old.</summary>
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

    /// <summary>Notes that a webhook was acknowledged.</summary>
    /// <param name="body">Its body.</param>
    public void Acknowledged(JsonObject body)
    {
        var id = (string)body["folder_id"]!;
        if (!_told.TryGetValue(id, out var payloads))
        {
            _told[id] = payloads = [];
        }

        payloads.Add(new OraclePayload
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

    /// <summary>What must become of the folders, by id.</summary>
    /// <param name="asOzHasThem">Whether Oz was asked; otherwise only what was acknowledged can be known.</param>
    /// <returns>Their statuses.</returns>
    public Dictionary<string, string> Expected(bool asOzHasThem) => asOzHasThem
        ? _oz.Folders.Keys.ToDictionary(static id => id, id => $"{_oz.Show(id)["resolution_status"]}/{_oz.Show(id)["system_resolution"]}")
        : _told.ToDictionary(static folder => folder.Key, static folder => FolderOracle.Of(folder.Value).Verdict is var result ? $"{result.ResolutionStatus}/{result.SystemResolution}" : "");

    private IReadOnlyList<JsonObject> TakeLate()
    {
        var body = _late[_random.Next(_late.Count)];
        _late.Remove(body);
        return [body];
    }

    private static DateTimeOffset Time(JsonNode seconds) => DateTimeOffset.UnixEpoch.AddSeconds((double)seconds);
}
