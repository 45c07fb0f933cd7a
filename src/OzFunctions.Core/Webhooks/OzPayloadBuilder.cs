using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Webhooks;

/// <summary>Collects the objects of a body and builds the payload.</summary>
internal struct OzPayloadBuilder
{
    private readonly List<Analysis> _analyses = [];
    private OzObject? _folder;
    private List<OzObject>? _folders;

    /// <summary>Creates an empty builder.</summary>
    public OzPayloadBuilder()
    {
    }

    /// <summary>Whether the body has analyses; an empty list counts.</summary>
    public bool HasAnalyses { get; set; }

    /// <summary>Whether an analysis was added.</summary>
    /// <param name="analysisId">The analysis's id.</param>
    /// <returns>True when it was.</returns>
    public readonly bool Contains(string analysisId) => _analyses.Exists(analysis => analysis.AnalysisId == analysisId);

    /// <summary>Adds an analysis that stands for itself and may have words of its folder.</summary>
    /// <param name="analysis">An object with an analysis id.</param>
    public void AddAnalysis(ref readonly OzObject analysis)
    {
        HasAnalyses = true;
        _analyses.Add(analysis.ToAnalysis(hasOwnWords: false));
        if (analysis.SystemResolution is not null || analysis.OperatorStatus is not null)
        {
            var folder = new OzObject { SystemResolution = analysis.SystemResolution, OperatorStatus = analysis.OperatorStatus, TimeUpdated = analysis.TimeUpdated };
            AddFolder(ref folder);
        }
    }

    /// <summary>Adds an analysis of a folder's <c>analyses</c>.</summary>
    /// <param name="analysis">An object with an analysis id.</param>
    public void AddItem(ref readonly OzObject analysis)
    {
        HasAnalyses = true;
        _analyses.Add(analysis.ToAnalysis(hasOwnWords: true));
    }

    /// <summary>Adds a copy of the folder, if the object has any data of a folder.</summary>
    public void AddFolder(ref OzObject folder)
    {
        // Oz's documentation has no such field in a folder. If it is sent, it can only be a verdict, and the worse of two counts.
        if (folder.Resolution is not null)
        {
            folder.SystemResolution = StatusRanking.Worse(folder.SystemResolution ?? folder.ResolutionStatus, folder.Resolution);
        }

        // Nor does it have a state for a folder, which therefore counts as a resolution_status; the worse of two counts here, too.
        if (folder.State is not null)
        {
            folder.ResolutionStatus = StatusRanking.Worse(folder.ResolutionStatus, folder.State);
        }

        if (!folder.HasFolderData)
        {
            return;
        }

        if (_folder is null)
        {
            _folder = folder;
            return;
        }

        (_folders ??= [_folder.Value]).Add(folder);
    }

    /// <summary>Builds the payload.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="latest">The latest time anywhere in the body, UTC; null when it has none.</param>
    /// <returns>The payload.</returns>
    public readonly OzPayload Build(string folderId, DateTimeOffset? latest)
    {
        var analyses = PayloadAnalyses.Normalise(_analyses);
        var folder = _folders is null ? _folder : OzFolderJoin.Of(_folders);
        return new OzPayload(folderId, folder?.ToFolderRecords(analyses, latest, HasAnalyses) ?? new FolderRecords(analyses), HasAnalyses);
    }
}
