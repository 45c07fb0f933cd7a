namespace OzFunctions.Benchmarks.Chaos;

/// <summary>The phases of a run.</summary>
internal enum ChaosPhase
{
    /// <summary>Three days ago, when one server served.</summary>
    Past,

    /// <summary>While there is trouble.</summary>
    Trouble,

    /// <summary>All that was ill is well, and one server does what is left.</summary>
    Calm,
}
