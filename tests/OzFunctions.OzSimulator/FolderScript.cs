using System.Text.Json.Nodes;

namespace OzFunctions.OzSimulator;

/// <summary>
/// What becomes of one folder: analyses run, end with verdicts, some customers try once more in a second group, and some checks are decided
/// by an operator. Each step changes the folder at Oz and gives the webhook that Oz would send.
/// </summary>
public sealed class FolderScript
{
    private readonly Random _random;
    private readonly JsonObject _folder;
    private readonly Queue<Action> _steps = new();
    private double _now;
    private int _analyses;

    /// <summary>Makes the script of a folder, and the folder itself.</summary>
    /// <param name="oz">Where the folder is.</param>
    /// <param name="folderId">Its id.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="random">Decides what happens.</param>
    public FolderScript(SimulatedOz oz, string folderId, DateTimeOffset now, Random random)
    {
        _random = random;
        _now = now.ToUnixTimeSeconds();
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
        oz.Folders[folderId] = _folder;

        AddGroup("group-1");
        if (random.Next(4) == 0)
        {
            AddGroup("group-2");
        }
    }

    /// <summary>Whether everything has happened.</summary>
    public bool IsOver => _steps.Count == 0;

    /// <summary>Lets the next thing happen, a second after the last.</summary>
    /// <returns>The webhook's body.</returns>
    public JsonObject Step() => Step(DateTimeOffset.UnixEpoch);

    /// <summary>Lets the next thing happen.</summary>
    /// <param name="now">The current time, UTC; a second after the last thing happened where that is later.</param>
    /// <returns>The webhook's body.</returns>
    public JsonObject Step(DateTimeOffset now)
    {
        lock (_folder)
        {
            _now = Math.Max(_now + 1, now.ToUnixTimeSeconds());
            _steps.Dequeue()();
            _folder["time_updated"] = _now;
            return _folder.DeepClone().AsObject();
        }
    }

    private void AddGroup(string group)
    {
        string[] types = ["QUALITY", "BIOMETRY"];
        _steps.Enqueue(() =>
        {
            foreach (var type in types)
            {
                Analyses.Add(new JsonObject
                {
                    ["analysis_id"] = $"{_folder["folder_id"]}-{++_analyses}",
                    ["folder_id"] = (string)_folder["folder_id"]!,
                    ["group_id"] = group,
                    ["type"] = type,
                    ["state"] = "PROCESSING",
                    ["resolution_status"] = "PROCESSING",
                    ["time_created"] = _now,
                    ["time_updated"] = _now,
                });
            }

            Report("PROCESSING", "PROCESSING");
        });

        _steps.Enqueue(() =>
        {
            foreach (var analysis in Analyses.OfType<JsonObject>().Where(analysis => (string?)analysis["group_id"] == group))
            {
                Finish(analysis, Verdict((string)analysis["type"]!));
            }

            ReportGroup(group);
        });

        if (_random.Next(5) == 0)
        {
            _steps.Enqueue(() =>
            {
                // An operator decides what was left to people, before a later group finishes: a folder's last state would not tell the order otherwise.
                foreach (var analysis in Analyses.OfType<JsonObject>().Where(analysis => (string?)analysis["group_id"] == group && (string?)analysis["resolution_status"] == "OPERATOR_REQUIRED"))
                {
                    Finish(analysis, _random.Next(2) == 0 ? "SUCCESS" : "DECLINED");
                }

                ReportGroup(group);
            });
        }
    }

    private JsonArray Analyses => _folder["analyses"]!.AsArray();

    private string Verdict(string type) => _random.Next(10) switch
    {
        0 => "DECLINED",
        1 when type == "BIOMETRY" => "OPERATOR_REQUIRED",
        _ => "SUCCESS",
    };

    private void Finish(JsonObject analysis, string verdict)
    {
        analysis["state"] = "FINISHED";
        analysis["resolution_status"] = verdict;
        analysis["time_updated"] = _now;
    }

    private void ReportGroup(string group)
    {
        var verdicts = Analyses.OfType<JsonObject>().Where(analysis => (string?)analysis["group_id"] == group).Select(static analysis => (string?)analysis["resolution_status"]).ToList();
        Report("FINISHED", verdicts.Contains("DECLINED") ? "DECLINED" : verdicts.Contains("OPERATOR_REQUIRED") ? "OPERATOR_REQUIRED" : "SUCCESS");
    }

    private void Report(string resolution, string system)
    {
        _folder["resolution_status"] = resolution;
        _folder["system_resolution"] = system;
    }
}
