using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Folders as Oz itself knows them.</summary>
public interface IOzFolders
{
    /// <summary>Whether an Oz account is set, so that Oz can be asked at all.</summary>
    bool IsConfigured { get; }

    /// <summary>Reads a folder with all its analyses.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What Oz says, or null when it knows no such folder.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be reached or asked now; trying again later may help.</exception>
    /// <exception cref="PayloadException">What Oz answered is no folder.</exception>
    Task<OzPayload?> FindAsync(string folderId, CancellationToken cancellationToken);
}
