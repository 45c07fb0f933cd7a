namespace OzFunctions.Benchmarks.Chaos.Verdicts;

/// <summary>What is wrong after a run.</summary>
internal sealed class Findings
{
    private readonly List<string> _faults = [];

    /// <summary>The faults, as sentences.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Notes a fault, unless there is none.</summary>
    /// <param name="isRight">Whether there is none.</param>
    /// <param name="fault">The fault.</param>
    public void Check(bool isRight, string fault)
    {
        if (!isRight)
        {
            _faults.Add(fault);
        }
    }
}
