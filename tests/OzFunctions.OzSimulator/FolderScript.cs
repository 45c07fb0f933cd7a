using System.Text.Json.Nodes;

namespace OzFunctions.OzSimulator;

/// <summary>
/// What becomes of one folder: analyses run, end with verdicts, some customers try once more in a second group, and some checks are decided
/// by an operator. Each step changes the folder at Oz and gives the webhook that Oz would send.
/// </summary>
public sealed class FolderScript
{
    private readonly Random _random;
    private readonly SimulatedFolder _folder;
    private readonly string _folderId;
    private readonly Queue<Func<DateTimeOffset, JsonObject>> _steps = new();
    private int _analyses;

    /// <summary>Makes the script of a folder, and the folder itself.</summary>
    /// <param name="oz">Where the folder is.</param>
    /// <param name="folderId">Its id.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="random">Decides what happens.</param>
    public FolderScript(SimulatedOz oz, string folderId, DateTimeOffset now, Random random)
    {
        _random = random;
        _folderId = folderId;
        _folder = new SimulatedFolder(oz, folderId, now);

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
    public JsonObject Step(DateTimeOffset now) => _steps.Dequeue()(now);

    private void AddGroup(string group)
    {
        _steps.Enqueue(now => _folder.AddGroup(now, group, [.. ((string[])["QUALITY", "BIOMETRY"]).Select(type => ($"{_folderId}-{++_analyses}", type))]));
        _steps.Enqueue(now => _folder.Finish(now, [.. Of(group).Select((analysis, place) => (analysis.Id, Verdict(isBiometry: place == 1)))]));
        if (_random.Next(5) == 0)
        {
            // An operator decides what was left to people, before a later group finishes: a folder's last state would not tell the order otherwise.
            _steps.Enqueue(now => _folder.Finish(now, [.. Of(group).Where(static analysis => analysis.Verdict == "OPERATOR_REQUIRED").Select(analysis => (analysis.Id, _random.Next(2) == 0 ? "SUCCESS" : "DECLINED"))]));
        }
    }

    private IEnumerable<(string Id, string Group, string Verdict)> Of(string group) => _folder.Verdicts.Where(analysis => analysis.Group == group);

    private string Verdict(bool isBiometry) => _random.Next(10) switch
    {
        0 => "DECLINED",
        1 when isBiometry => "OPERATOR_REQUIRED",
        _ => "SUCCESS",
    };
}
