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
    /// <exception cref="OzRefusedException">Oz will not answer this, ever.</exception>
    /// <exception cref="PayloadException">What Oz answered is no folder.</exception>
    Task<OzPayload?> FindAsync(string folderId, CancellationToken cancellationToken);

    /// <summary>Lists folders with all their analyses.</summary>
    /// <param name="listing">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A page. What in it is no folder is told apart and spoils nothing else.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be reached or asked now; trying again later may help.</exception>
    /// <exception cref="OzRefusedException">Oz will not answer this, ever.</exception>
    /// <exception cref="OzAnswerTooLargeException">The page is larger than we take; a shorter one may not be.</exception>
    Task<OzPage> ListAsync(OzListing listing, CancellationToken cancellationToken);
}
