using System.Text.Json.Nodes;

namespace OzFunctions.OzSimulator;

/// <summary>
/// A folder at the simulated Oz, changed step by step. Every step returns the body of the webhook that Oz would send. The times in the
/// folder are those of Oz's clock: the given times shifted by <see cref="SimulatedOz.FolderTimeOffset"/>.
/// </summary>
public sealed class SimulatedFolder
{
    private const string Processing = "PROCESSING";
    private static readonly string[] WorstFirst = ["FAILED", "DECLINED", "OPERATOR_REQUIRED", "SUCCESS"];

    private readonly SimulatedOz _oz;
    private readonly JsonObject _folder;
    private readonly Dictionary<string, double> _firstFinish = [];
    private double _now;

    /// <summary>Creates a folder without analyses.</summary>
    /// <param name="oz">The simulated Oz that holds the folder.</param>
    /// <param name="folderId">The folder's id.</param>
    /// <param name="now">The current time, UTC.</param>
    public SimulatedFolder(SimulatedOz oz, string folderId, DateTimeOffset now)
    {
        _oz = oz;
        _now = OzTime(now);
        _folder = new JsonObject
        {
            ["folder_id"] = folderId,
            ["time_created"] = _now,
            ["time_updated"] = _now,
            ["resolution_status"] = "INITIAL",
            ["system_resolution"] = "INITIAL",
            ["meta_data"] = new JsonObject { ["transaction_id"] = $"transaction-{folderId}" },
            ["analyses"] = new JsonArray(),
        };
        oz.Add(folderId, _folder);
    }

    /// <summary>The id, group and current verdict of each analysis.</summary>
    internal IEnumerable<(string Id, string Group, string Verdict)> Verdicts =>
        Analyses.Select(static analysis => ((string)analysis["analysis_id"]!, (string)analysis["group_id"]!, (string)analysis["resolution_status"]!));

    private IEnumerable<JsonObject> Analyses => _folder["analyses"]!.AsArray().OfType<JsonObject>();

    /// <summary>Requests a group of analyses, which start to run.</summary>
    /// <param name="now">The current time, UTC. As in all methods, the change takes place at least one second after the last one.</param>
    /// <param name="group">The group's id.</param>
    /// <param name="analyses">The id and type of each analysis.</param>
    /// <returns>The webhook's body.</returns>
    public JsonObject AddGroup(DateTimeOffset now, string group, params (string Id, string Type)[] analyses) => Change(now, () =>
    {
        foreach (var (id, type) in analyses)
        {
            _folder["analyses"]!.AsArray().Add(new JsonObject
            {
                ["analysis_id"] = id,
                ["folder_id"] = (string)_folder["folder_id"]!,
                ["group_id"] = group,
                ["type"] = type,
                ["state"] = Processing,
                ["resolution_status"] = Processing,
                ["time_created"] = _now,
                ["time_updated"] = _now,
            });
        }
    });

    /// <summary>Finishes analyses, or records an operator's decision about them: both set the verdict and move <c>time_updated</c>.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="analyses">The id and verdict of each; the verdict FAILED finishes the analysis with a system error.</param>
    /// <returns>The webhook's body.</returns>
    public JsonObject Finish(DateTimeOffset now, params (string Id, string Verdict)[] analyses) => Change(now, () =>
    {
        foreach (var (id, verdict) in analyses)
        {
            _firstFinish.TryAdd(id, _now);
            Set(id, verdict == "FAILED" ? verdict : "FINISHED", verdict);
        }
    });

    /// <summary>Runs an analysis again under the same id.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="id">The analysis's id.</param>
    /// <returns>The webhook's body.</returns>
    public JsonObject RunAgain(DateTimeOffset now, string id) => Change(now, () => Set(id, Processing, Processing));

    /// <summary>Returns the current state of the folder.</summary>
    /// <returns>A copy.</returns>
    public JsonObject Body()
    {
        lock (_folder)
        {
            return _folder.DeepClone().AsObject();
        }
    }

    private double OzTime(DateTimeOffset now) => (now + _oz.FolderTimeOffset).ToUnixTimeSeconds();

    private JsonObject Change(DateTimeOffset now, Action change)
    {
        lock (_folder)
        {
            _now = Math.Max(_now + 1, OzTime(now));
            change();
            Report();
            if (_oz.MovesFolderTimes)
            {
                _folder["time_updated"] = _now;
            }

            return Body();
        }
    }

    private void Set(string id, string state, string verdict)
    {
        var analysis = Analyses.Single(analysis => (string)analysis["analysis_id"]! == id);
        analysis["state"] = state;
        analysis["resolution_status"] = verdict;
        analysis["time_updated"] = _now;
    }

    private void Report()
    {
        if (Analyses.Any(static analysis => (string?)analysis["state"] == Processing))
        {
            (_folder["resolution_status"], _folder["system_resolution"]) = (Processing, Processing);
            return;
        }

        // If groups finished in the same second, the one requested later counts as the last.
        var last = Analyses.GroupBy(static analysis => (string)analysis["group_id"]!).Reverse().MaxBy(group => group.Max(FinishOf))!;
        _folder["resolution_status"] = Analyses.Any(static analysis => (string?)analysis["state"] == "FAILED") ? "FAILED" : "FINISHED";
        _folder["system_resolution"] = last.Select(static analysis => (string)analysis["resolution_status"]!).MinBy(static verdict => Array.IndexOf(WorstFirst, verdict));
    }

    private double FinishOf(JsonObject analysis) =>
        _oz.GroupsFinishBy is GroupsFinishBy.FirstFinish ? _firstFinish[(string)analysis["analysis_id"]!] : (double)analysis["time_updated"]!;
}
