namespace OzFunctions.Core.Statuses;

/// <summary>The seven status words of Oz for analyses and folders (Oz API, "Statuses in API").</summary>
public enum Status
{
    /// <summary>No analyses have been assigned yet.</summary>
    Initial,

    /// <summary>At least one analysis is running.</summary>
    Processing,

    /// <summary>A system error: there is no verdict, and none will follow without intervention.</summary>
    Failed,

    /// <summary>Processing is over. Implies no verdict.</summary>
    Finished,

    /// <summary>The check was not passed: a spoof, a different face, a blacklisted person.</summary>
    Declined,

    /// <summary>An operator must decide.</summary>
    OperatorRequired,

    /// <summary>The check was passed.</summary>
    Success,
}
