namespace OzFunctions.OzSimulator;

/// <summary>Which time of its analyses counts as the finish of a group. Oz does not document which of the two it uses.</summary>
public enum GroupsFinishBy
{
    /// <summary>The time at which each analysis first became terminal. An operator's decision or a second run does not move it.</summary>
    FirstFinish,

    /// <summary>The last <c>time_updated</c> of its analyses. An operator's decision or a second run moves it.</summary>
    LastUpdate,
}
