namespace OzFunctions.OzSimulator;

/// <summary>By which time of its analyses a group is taken to have finished. Which of the two Oz itself uses is not documented.</summary>
public enum GroupsFinishBy
{
    /// <summary>The first time at which each analysis was terminal: neither an operator's decision nor a second run moves it.</summary>
    FirstFinish,

    /// <summary>The last <c>time_updated</c> of its analyses: an operator's decision and a second run move it.</summary>
    LastUpdate,
}
