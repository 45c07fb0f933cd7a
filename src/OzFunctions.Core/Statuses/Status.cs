namespace OzFunctions.Core.Statuses;

/// <summary>The seven words in which Oz tells how an analysis or a folder stands (Oz API, "Statuses in API").</summary>
public enum Status
{
    /// <summary>No analyses were assigned yet.</summary>
    Initial,

    /// <summary>At least one analysis is running.</summary>
    Processing,

    /// <summary>A system error: there is no verdict and none will come by itself.</summary>
    Failed,

    /// <summary>Processing is over. Says nothing about the verdict.</summary>
    Finished,

    /// <summary>The check was made and not passed: a spoof, another face, a black-listed person.</summary>
    Declined,

    /// <summary>The check was made and a person must look at it.</summary>
    OperatorRequired,

    /// <summary>The check was made and passed.</summary>
    Success,
}
