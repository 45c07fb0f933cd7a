namespace OzFunctions.Benchmarks.Chaos;

/// <summary>The phases of a run.</summary>
internal enum ChaosPhase
{
    /// <summary>Three days ago, when one server served.</summary>
    Past,

    /// <summary>While there is trouble.</summary>
    Trouble,

    /// <summary>Every fault has ended, except that a gone endpoint still responds with 410, and one server does the remaining work.</summary>
    Calm,
}
