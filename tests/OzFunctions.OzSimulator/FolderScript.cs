using System.Text.Json.Nodes;

namespace OzFunctions.OzSimulator;

/// <summary>
/// The life of one folder: analyses run and end with verdicts; some customers try again in a second group; some checks are decided by an
/// operator. Each step changes the folder at Oz and returns the webhook that Oz would send.
/// </summary>
public sealed class FolderScript
{
    private readonly Random _random;
    private readonly SimulatedFolder _folder;
    private readonly string _folderId;
    private readonly Queue<Func<DateTimeOffset, JsonObject>> _steps = new();
    private int _analyses;

    /// <summary>Creates the folder and its script.</summary>
    /// <param name="oz">The simulated Oz that holds the folder.</param>
    /// <param name="folderId">The folder's id.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="random">Decides the steps and verdicts.</param>
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

    /// <summary>Whether all steps were played.</summary>
    public bool IsOver => _steps.Count == 0;

    /// <summary>Plays the next step, one second after the last one.</summary>
    /// <returns>The webhook's body.</returns>
    public JsonObject Step() => Step(DateTimeOffset.UnixEpoch);

    /// <summary>Plays the next step.</summary>
    /// <param name="now">The current time, UTC. The step takes place at least one second after the last one.</param>
    /// <returns>The webhook's body.</returns>
    public JsonObject Step(DateTimeOffset now) => _steps.Dequeue()(now);

    private void AddGroup(string group)
    {
        _steps.Enqueue(now => _folder.AddGroup(now, group, [.. ((string[])["QUALITY", "BIOMETRY"]).Select(type => ($"{_folderId}-{++_analyses}", type))]));
        _steps.Enqueue(now => _folder.Finish(now, [.. Of(group).Select((analysis, place) => (analysis.Id, Verdict(isBiometry: place == 1)))]));
        if (_random.Next(5) == 0)
        {
            // An operator decides before a later group finishes. Otherwise the last state of the folder would not show which group finished last.
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
