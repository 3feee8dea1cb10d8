"""The words of the Chinese interface for the ontology's terms, and the shape that each class has on every page.

The colours stand in static/style.css (one variable a class, light and dark), under the class's name in lower case.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClassWords:
    """How one class is named and drawn; `shape` is a shape of vis-network."""

    name: str
    label: str
    measure: str
    shape: str
    says: str

    @property
    def kind(self) -> str:
        """What stands in the addresses of the class: /page/KIND/HASH."""
        return self.name.lower()


# In the order of every list and legend. No two classes that share a shape have colours that are hard to tell apart.
CLASSES: dict[str, ClassWords] = {
    c.name: c
    for c in (
        ClassWords("Person", "人物", "人", "dot", "报道里有名有姓的人"),
        ClassWords("Union", "工会", "个", "square", "各级总工会、产业工会、企业工会"),
        ClassWords("Company", "企业", "家", "hexagon", "公司、集团、厂、店和项目部"),
        ClassWords("Institution", "机构", "个", "diamond", "机关、学校、医院、馆所和其他组织"),
        ClassWords("Workshop", "创新工作室", "个", "hexagon", "有名称的创新工作室"),
        ClassWords("Organization", "组织", "个", "diamond", "未能再细分的组织"),
        ClassWords("District", "地区", "个", "triangleDown", "省、市、区、县和开发区"),
        ClassWords("Place", "场所", "处", "triangle", "活动的举办地"),
        ClassWords("Award", "荣誉", "项", "star", "授予个人或集体的荣誉称号"),
        ClassWords("Event", "活动", "场", "box", "报道所说发生过的活动"),
        ClassWords("Article", "报道", "篇", "ellipse", "报纸版面上的一篇报道"),
        ClassWords("Post", "职务", "项", "dot", "某人在某处担任的职务"),
        ClassWords("Evidence", "证据", "条", "dot", "说出某项事实的那一句话"),
    )
}
UNKNOWN = ClassWords("Thing", "条目", "个", "dot", "没有写明类别的条目")

# What a network draws and a search finds. Posts are drawn as edges, evidence is shown beside every fact.
NETWORK_CLASSES = (
    "Person",
    "Union",
    "Company",
    "Institution",
    "Workshop",
    "Organization",
    "District",
    "Place",
    "Award",
    "Event",
)
SEARCH_CLASSES = (*NETWORK_CLASSES, "Article")

EVENT_TYPES: dict[str, str] = {
    "meeting": "会议座谈",
    "study": "学习研讨",
    "lecture": "宣讲讲座",
    "training": "培训",
    "competition": "竞赛比赛",
    "visit": "走访慰问",
    "tour": "参观交流",
    "ceremony": "仪式",
    "recreation": "文体活动",
    "drill": "演练",
    "other": "其他",
}


@dataclass(frozen=True, slots=True)
class PropertyWords:
    """A property's heading on its subject's page and on its object's page, and the word on its edge in a network."""

    out: str
    back: str
    edge: str


# In the order in which a page shows them.
PROPERTIES: dict[str, PropertyWords] = {
    "eventType": PropertyWords("活动类型", "这一类型的活动", "类型"),
    "organizer": PropertyWords("主办", "主办的活动", "主办"),
    "chair": PropertyWords("主持", "主持的活动", "主持"),
    "speaker": PropertyWords("讲话、宣讲", "讲话、宣讲的活动", "讲话"),
    "judge": PropertyWords("评委", "担任评委的活动", "评委"),
    "awardee": PropertyWords("受表彰", "受表彰的活动", "受表彰"),
    "attendee": PropertyWords("参加", "参加的活动", "参加"),
    "participant": PropertyWords("参与", "参与的活动", "参与"),
    "place": PropertyWords("地点", "在此举办的活动", "地点"),
    "district": PropertyWords("所在地区", "本地区的活动", "所在地区"),
    "holdsPost": PropertyWords("职务", "任职者", "任职"),
    "at": PropertyWords("任职单位", "任职人员", "任职"),
    "since": PropertyWords("任职始于", "始于此时的职务", "始于"),
    "until": PropertyWords("任职止于", "止于此时的职务", "止于"),
    "unionOf": PropertyWords("所服务的单位", "工会组织", "是其工会"),
    "partOf": PropertyWords("隶属于", "下属", "隶属"),
    "inDistrict": PropertyWords("所在地区", "地区内的组织和场所", "位于"),
    "leads": PropertyWords("领衔的工作室", "领衔人", "领衔"),
    "hasAward": PropertyWords("所获荣誉", "获得者", "获得"),
    "reports": PropertyWords("报道的活动", "报道它的文章", "报道"),
    "mentions": PropertyWords("提到的人和单位", "提到它的文章", "提到"),
    "reporter": PropertyWords("记者", "采写的报道（记者）", "记者"),
    "internReporter": PropertyWords("实习记者", "采写的报道（实习记者）", "实习记者"),
    "correspondent": PropertyWords("通讯员", "采写的报道（通讯员）", "通讯员"),
    "photographer": PropertyWords("摄影", "拍摄的报道（摄影）", "摄影"),
}


# What stands before a date that is not the only one of its event.
DATE_WORDS: dict[str, str] = {"startDate": "开始", "endDate": "结束"}

# What the build was in doubt about, by the kind that the report gives it.
ISSUES: dict[str, str] = {
    "unresolved-reference": "文章没有说明指哪一个组织",
    "unnamed-body": "单位的名称不足以认定是哪一个",
    "unseated-office": "职务写在姓名之前，但看不出在哪个单位任职",
}


def issue_words(kind: str) -> str:
    """What a kind of doubt is; one that the table lacks goes by its own name."""
    return ISSUES.get(kind, kind)


# What a page calls an article without a title, and anything else without a name.
UNTITLED, UNNAMED = "无标题报道", "未写明名称"


def nameless(cls: str) -> str:
    """What pages call a node of that class for which the graph has no name."""
    return UNTITLED if cls == "Article" else UNNAMED


# How a hit of a search was found, by the reasons that api.search gives.
REASONS: dict[str, str] = {
    "label": "名称",
    "alias": "又称",
    "pinyin": "拼音",
    "initials": "拼音首字母",
    "sound": "同音",
    "nearly": "相近",
}

# What suggestions under a search box say besides names.
SUGGESTIONS: dict[str, str] = {
    "some": "%(count)s 条建议，可用上下键选择",
    "none": "没有建议",
    "alias": "又称 %(name)s",
}


def class_words(name: str) -> ClassWords:
    """The words of a class; a class that the table lacks goes under the name 条目."""
    return CLASSES.get(name, UNKNOWN)


def property_words(name: str) -> PropertyWords:
    """The words of a property; one that the table lacks goes under its own local name."""
    return PROPERTIES.get(name) or PropertyWords(name, f"{name}（反向）", name)


CLASS_LABELS: dict[str, str] = {name: c.label for name, c in CLASSES.items()}
