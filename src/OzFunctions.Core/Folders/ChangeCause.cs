namespace OzFunctions.Core.Folders;

/// <summary>Why a folder's records changed.</summary>
public enum ChangeCause
{
    /// <summary>Oz posted a webhook.</summary>
    Webhook,

    /// <summary>Oz was asked about this one folder.</summary>
    Refresh,

    /// <summary>A scheduled run asked Oz.</summary>
    Reconciliation,

    /// <summary>A person changed it here.</summary>
    Operator,
}
